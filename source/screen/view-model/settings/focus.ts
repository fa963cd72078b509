/** Panels that can have the focus, in the order of Tab. */

export const FOCUS_ORDER = ['ladder', 'tape', 'maker', 'orders', 'events'] as const;
export type FocusPanel = (typeof FOCUS_ORDER)[number];
