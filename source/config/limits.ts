/** How far the numbers go that options take: for the readers and for the help. */

export const MAX_FPS = 60;
export const MAX_LEVELS = 5000;
export const MAX_LEVELS_QUOTED = 20;
export const MAX_PATHS = 10_000_000;
export const MAX_PORT = 65_535;
export const MAX_SEED = 4_294_967_295;
/** The built-in exchange refuses more, and zero. */
export const MAX_SPEED = 100;
