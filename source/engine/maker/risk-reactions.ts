/** What a transition of the risk layer does: it is told, quotes go at once where it takes them, and are said anew where not. */

import {tellRisk} from './maker-journal.js';
import type {MakerParts} from './maker-parts.js';
import type {RiskTransition} from './risk/risk-manager.js';
import type {Obstacle, PullReason} from './types/quotes.js';

/** What is over as soon as there is a book to stand on. */
const FOR_THE_FEED: ReadonlySet<PullReason> = new Set<Obstacle>(['book-not-trusted', 'one-sided-book', 'no-instrument']);

export const reactTo = (parts: MakerParts, transition: RiskTransition): void => {
	const {router, risk, flattener, emit} = parts;
	router.hurry();
	emit({kind: 'risk', transition});
	emit({kind: 'journal', entry: tellRisk(transition)});
	if (closesPosition(parts, transition)) flattener.begin(parts.noFlatten, parts.at);
	const down = risk.reasonDown;
	if (down === undefined || !parts.standDown(down)) sayAgain(parts, down);
};

const closesPosition = ({risk, following}: MakerParts, {to, reason}: RiskTransition): boolean =>
	to === 'killed' && following && risk.officer.limits.flattenOnKill && reason !== 'operator' && reason !== 'identity-broken';

/** The quotes as they are, with the risk layer's new word; what it held down it has let go of, and the next look at the book says what follows. */
const sayAgain = ({quoter, following}: MakerParts, down: PullReason | undefined): void => {
	const {quoting} = quoter;
	const isOver =
		down === undefined &&
		quoting.kind === 'pulled' &&
		(quoting.reason === 'killed' || quoting.reason === 'risk' || (following && FOR_THE_FEED.has(quoting.reason)));
	if (!isOver) quoter.again();
};
