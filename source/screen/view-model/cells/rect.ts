/** Cells, from the top left corner. */

export type Rect = {readonly x: number; readonly y: number; readonly width: number; readonly height: number};
