/** Lowers ASCII letters only: symbols in other scripts stay as they are. */

export const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
export const upperAscii = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
