/** A program between us and the terminal that must be asked to pass sequences on. */
export type Multiplexer = 'tmux' | 'screen' | undefined;

export const multiplexerOf = (environment: Readonly<Record<string, string | undefined>>): Multiplexer => {
	if ((environment['TMUX'] ?? '') !== '') return 'tmux';
	return (environment['STY'] ?? '') === '' ? undefined : 'screen';
};

/** Longest string that GNU screen passes on. */
const SCREEN_CHUNK = 700;

export const clipboardSequence = (text: string, within: Multiplexer): string => {
	const sequence = `\u{1B}]52;c;${base64(text)}\u{07}`;
	switch (within) {
		case 'tmux':
			// tmux handles the first with `set-clipboard on` and passes on the second with `allow-passthrough on`.
			return `${sequence}\u{1B}Ptmux;${sequence.replaceAll('\u{1B}', '\u{1B}\u{1B}')}\u{1B}\\`;
		case 'screen':
			return (sequence.match(new RegExp(`[^]{1,${SCREEN_CHUNK}}`, 'gu')) ?? []).map((part) => `\u{1B}P${part}\u{1B}\\`).join('');
		case undefined:
			return sequence;
	}
};

const base64 = (text: string): string => btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
