/** Bounds of numeric options, shared by readers and help, and of the configuration file. */

/** Greatest size of the file, in characters and in bytes. */
export const MAX_FILE_LENGTH = 262_144;
export const MAX_FPS = 60;
export const MAX_LEVELS = 5000;
export const MAX_LEVELS_QUOTED = 20;
export const MAX_PATHS = 10_000_000;
export const MAX_PORT = 65_535;
export const MAX_SEED = 4_294_967_295;
/** Limit of the built-in exchange. */
export const MAX_SPEED = 100;
