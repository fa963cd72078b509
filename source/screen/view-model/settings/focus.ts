/** Panels that can have the focus, in Tab order. */

export const FOCUS_ORDER = ['ladder', 'tape', 'maker', 'orders', 'events'] as const;
export type FocusPanel = (typeof FOCUS_ORDER)[number];
