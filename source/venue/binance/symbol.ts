/** Only ASCII letters have a case here: symbols in other scripts are opaque. */

export const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
export const upperAscii = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
