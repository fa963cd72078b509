/** In cells, from the top left. */

export type Rect = {readonly x: number; readonly y: number; readonly width: number; readonly height: number};
