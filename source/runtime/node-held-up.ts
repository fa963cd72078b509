/**
 * Whether something holds up this process that cannot be ended: a thread that did not end when it was asked and told
 * to, or a file that does not answer. Node would wait for it on its way out, for ever.
 */

let isThreadHeldUp = false;

export const sayThreadHeldUp = (): void => {
	isThreadHeldUp = true;
};

/** Requests to the file system that wait for their answer carry this in their name. */
const FILE_REQUEST = /^FSReq/;

export const isHeldUp = (): boolean => isThreadHeldUp || process.getActiveResourcesInfo().some((name) => FILE_REQUEST.test(name));
