// Bugs that the simulator must find. Each is a small change of a source text, made in a temporary copy:
// `find` stands exactly once in `file`, `replace` goes in its place. `also` are further places of the same bug;
// `maker` wants a market maker in every session.

/** @type {readonly {name: string, file: string, find: string, replace: string, what: string, maker?: boolean, also?: readonly {file: string, find: string, replace: string}[]}[]} */
export const PLANTS = [
	// How snapshot and diffs are joined.
	{name: 'gap-ignored', file: 'venue/binance/sequence-rule.ts', find: "diff.firstId <= bookId + 1 ? 'follows' : 'gap'", replace: "'follows'", what: 'a gap is no gap'},
	{name: 'gap-off-by-one', file: 'venue/binance/sequence-rule.ts', find: 'diff.firstId <= bookId + 1', replace: 'diff.firstId <= bookId + 2', what: 'one lost id is let pass'},
	{name: 'overlap-is-gap', file: 'venue/binance/sequence-rule.ts', find: 'diff.firstId <= bookId + 1', replace: 'diff.firstId === bookId + 1', what: 'a legal overlap is a gap, and a first diff around the snapshot never joins'},
	{name: 'old-applied', file: 'venue/binance/sequence-rule.ts', find: "if (diff.lastId <= bookId) return 'old';", replace: '', what: 'events from before the book are applied'},
	{name: 'regress-never', file: 'engine/book-sync.ts', find: 'if (oldInARow < MAX_OLD_DIFFS_IN_A_ROW) return', replace: 'if (oldInARow < Infinity) return', what: 'ids that go backwards are old events for ever'},
	{name: 'crossed-kept', file: 'engine/book-sync.ts', find: "if (isCrossed(book)) return distrusted(startBuffering('crossed-book'), 'crossed-book');", replace: '', what: 'a crossed book stays live'},
	{name: 'join-over-gap', file: 'engine/book-sync.ts', find: "if (continuity === 'gap') return afterGap(sync, held);", replace: "if (continuity === 'gap' && sync.kind === 'live') return afterGap(sync, held);", what: 'behind a snapshot that is too old the first diff is applied all the same'},
	{
		name: 'late-join',
		file: 'engine/book-sync.ts',
		find: 'const fresh = context.now - held.receivedAt <= context.freshForMs;',
		replace: 'const fresh = true;',
		also: [{file: 'engine/book-line.ts', find: 'sawDepth(this.#liveness, held.receivedAt, lastId)', replace: 'sawDepth(this.#liveness, now, lastId)'}],
		what: 'a late snapshot makes an old tail look alive (there are two guards; either alone suffices)',
	},
	{name: 'held-not-owned', file: 'engine/book-sync.ts', find: "	sync.buffer.push(kept(held));", replace: '	sync.buffer.push(held);', what: 'a buffered diff keeps columns that the next message overwrites'},
	{name: 'epoch-blocks-buffer', file: 'engine/book-sync.ts', find: 'if (last !== undefined && held.diff.lastId < last.diff.firstId) sync.buffer.length = 0;', replace: '', what: 'held diffs of an older epoch make every snapshot too old'},
	// Whether the stream is alive.
	{name: 'never-stale', file: 'engine/liveness.ts', find: 'const fresh = ageMs <= limitMs && !overtaken;', replace: 'const fresh = !overtaken;', what: 'silence does not make the book stale'},
	{name: 'overtaken-ignored', file: 'engine/liveness.ts', find: 'const overtaken = liveness.ahead !== undefined && now - liveness.ahead.since > OVERTAKEN_GRACE_MS;', replace: 'const overtaken = false;', what: 'a probe ahead of us never ends in a dead stream'},
	{name: 'never-dead', file: 'engine/liveness.ts', find: 'dead: overtaken || ageMs > limitMs * DEAD_AFTER_LIMITS,', replace: 'dead: false,', what: 'a dead stream is waited for, for ever'},
	{name: 'any-probe-proves', file: 'engine/liveness.ts', find: '	if (probedId > bookId) return {...liveness, ahead: liveness.ahead ?? {updateId: probedId, since: now}};\n', replace: '', what: 'a probe that is ahead of us proves our book'},
	{name: 'lagging-probe-proves', file: 'engine/liveness.ts', find: '	if (probedId < bookId) return liveness;\n', replace: '', what: 'a cached answer from before proves our book'},
	{name: 'proof-at-receipt', file: 'engine/liveness.ts', find: 'return {...liveness, provenAt: sentAt, quietUntil', replace: 'return {...liveness, provenAt: now, quietUntil', what: 'a slow probe proves the moment it comes, not the one it was asked at'},
	{name: 'limit-doubled', file: 'engine/liveness.ts', find: 'const fresh = ageMs <= limitMs && !overtaken;', replace: 'const fresh = ageMs <= limitMs * 2 && !overtaken;', what: 'stale after six seconds instead of three'},
	{name: 'no-probe', file: 'engine/liveness.ts', find: 'probe: (!fresh && liveness.ahead === undefined) || early,', replace: 'probe: false,', what: 'a quiet market is taken for a dead stream'},
	// Connections.
	{name: 'policy-in-a-hurry', file: 'engine/connection.ts', find: ', loss.random), loss.atLeastMs);', replace: ', loss.random), 0);', what: 'dials at once after a close for bad manners'},
	{name: 'no-backoff', file: 'engine/backoff.ts', find: '2 ** Math.min(attempt - 1, 30)', replace: '1', what: 'waits do not grow'},
	{name: 'endless-backoff', file: 'engine/backoff.ts', find: '* 2 ** Math.min(attempt - 1, 30), policy.capMs);', replace: '* 4 ** Math.min(attempt - 1, 30), policy.capMs * 1000);', what: 'waits grow without a cap'},
	{name: 'generation-reused', file: 'engine/dialer.ts', find: 'this.#generation += 1;', replace: 'this.#generation = Math.max(this.#generation, 1);', what: 'a new connection has the number of the old one'},
	{name: 'dial-never-given-up', file: 'engine/feed-keeper.ts', find: 'if (now - this.#connection.since > DIAL_DEADLINE_MS) {', replace: 'if (now - this.#connection.since > 1e12) {', what: 'a handshake that is not answered is waited for, for ever'},
	// REST manners.
	{name: 'refusal-ignored', file: 'engine/rest-desk.ts', find: "if (failure.failure !== 'rate-limited') return;", replace: 'return;', what: '429 is an error like others'},
	{name: 'ban-without-header', file: 'engine/rest-budget.ts', find: 'retryAfterMs ?? DEFAULT_WAIT_MS.get(status) ?? LEAST_WAIT_MS', replace: 'retryAfterMs ?? LEAST_WAIT_MS', what: 'a refusal without Retry-After is over after a second'},
	{name: 'retry-after-zero', file: 'engine/rest-budget.ts', find: 'Math.min(Math.max(wanted, LEAST_WAIT_MS), LONGEST_WAIT_MS)', replace: 'Math.min(wanted, LONGEST_WAIT_MS)', what: 'Retry-After: 0 is taken at its word'},
	{name: 'retry-after-ms', file: 'engine/rest-budget.ts', find: 'return Number(text) * 1000;', replace: 'return Number(text);', what: 'seconds are read as milliseconds'},
	{name: 'weight-unlimited', file: 'engine/rest-budget.ts', find: 'usedAt(budget, now.wallMs) + weight <= budget.weightLimit * OWN_SHARE', replace: 'true', what: 'the budget is not looked at'},
	{name: 'header-not-read', file: 'engine/rest-budget.ts', find: 'weightUsed: Math.max(used, usedAt(budget, wall))', replace: 'weightUsed: usedAt(budget, wall)', what: 'the weight of neighbours behind the address is not seen'},
	{name: 'two-in-flight', file: 'engine/rest-desk.ts', find: 'if (slot.inFlight === undefined) slot.wanted ??= call;', replace: 'slot.wanted ??= call;', what: 'a second snapshot while the first is under way'},
	{name: 'no-spacing', file: 'engine/rest-desk.ts', find: 'monotonicMs(Math.max(slot.notBefore, allowedAt(', replace: 'monotonicMs(Math.max(0, allowedAt(', what: 'a failed request is repeated at once'},
	{name: 'slot-stuck', file: 'engine/rest-desk.ts', find: '			const {call, spoilt} = slot.inFlight;\n			slot.inFlight = undefined;', replace: '			const {call, spoilt} = slot.inFlight;', what: 'an answered request is waited for, for ever'},
	// What messages say.
	{name: 'half-an-event', file: 'venue/binance/parse.ts', find: "		if (level === undefined) return `level ${describeLevel(entry)}`;", replace: '		if (level === undefined) return levels;', what: 'the levels before the bad one are applied'},
	{name: 'bad-level-skipped', file: 'venue/binance/parse.ts', find: "		if (level === undefined) return `level ${describeLevel(entry)}`;", replace: '		if (level === undefined) continue;', what: 'a level that cannot be read is left out'},
	{name: 'ids-unchecked', file: 'venue/json.ts', find: "typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? updateId(value) : undefined", replace: 'value === undefined || value === null ? undefined : updateId(Number(value))', what: 'ids of any kind pass'},
	{name: 'snapshot-zeroes', file: 'domain/ladder-side.ts', find: 'const present = isPresent(lotsWords[2 * index + upper] ?? 0);', replace: 'const present = 1;', what: 'a level of no quantity is a level'},
	// The book itself.
	{name: 'far-level-lost', file: 'domain/ladder-side.ts', find: '		if (foot < old.foot) this.#takeFrom(foot);\n', replace: '', what: 'far levels do not come back into the window'},
	{name: 'beyond-forgotten', file: 'domain/ladder-side.ts', find: "if (typeof qty === 'bigint') this.#beyond.set(key, qty);", replace: "if (typeof qty === 'bigint') this.#beyond.set(key, qty - 1n);", what: 'a saturated quantity is off by one lot'},
	{name: 'best-not-lowered', file: 'domain/ladder-side.ts', find: '			topWord = word > topWord ? word : topWord;', replace: '			topWord = topWord < 0 ? word : topWord;', what: 'the best level is looked for too low'},
	{name: 'asks-as-bids', file: 'domain/order-book.ts', find: '		this.#asks.apply(change.asks);', replace: '		if (change.asks !== undefined) this.#asks.apply(change.bids);', what: 'bids go to both sides'},
	// The line and its keeper.
	{name: 'no-snapshot-without-diff', file: 'engine/book-line.ts', find: 'const due = held > 0 || now - this.#waitingSince >= SNAPSHOT_WITHOUT_DIFF_MS;', replace: 'const due = held > 0;', what: 'a quiet market is never joined'},
	{name: 'join-never-retried', file: 'engine/book-line.ts', find: "if (now - this.#waitingSince < this.#options.staleAfterMs || this.#sync.kind !== 'joining') return NOTHING;", replace: "if (this.#sync.kind === 'joining') return NOTHING;", what: 'a joined book without a diff waits for ever'},
	{name: 'touch-beyond-known', file: 'engine/feed-keeper.ts', find: 'this.#line.isFresh(now) && this.#line.holdsTouch;', replace: 'this.#line.isFresh(now);', what: 'the touch may leave what the snapshot vouches for'},
	{name: 'no-horizon-renewal', file: 'engine/feed-keeper.ts', find: 'if (edgy) this.#checks.hurryAudit(now);', replace: '', what: 'what is known is renewed only at the audit’s own pace'},
	{name: 'switch-unsynced', file: 'engine/successor.ts', find: "return this.line.isFresh(now) ? 'ready' : 'syncing';", replace: "return 'ready';", what: 'the second connection takes over before it is synced'},
	{name: 'adopt-older', file: 'engine/feed-keeper.ts', find: 'if (successor.line.bookId !== this.#line.bookId) return;', replace: '', what: 'books at different ids are compared before the switch'},
	{name: 'adopt-shadow-unmet', file: 'engine/book-audit.ts', find: 'if (shadow.isJoined && shadow.bookId === line.bookId) {', replace: 'if (shadow.isJoined) {', what: 'the audit compares books at different ids'},
	{name: 'trade-counted-twice', file: 'engine/trade-gate.ts', find: 'if (this.#seen.has(tradeId)) return false;', replace: '', what: 'a trade that comes twice counts twice'},
	// The engine.
	{name: 'sleep-unnoticed', file: 'engine/engine.ts', find: 'if (mono > SUSPEND_AFTER_MS || Math.abs(wall - mono) > SUSPEND_AFTER_MS) {', replace: 'if (mono > 1e12) {', what: 'suspend and clock steps go unnoticed'},
	{name: 'sleep-by-one-clock', file: 'engine/engine.ts', find: 'if (mono > SUSPEND_AFTER_MS || Math.abs(wall - mono) > SUSPEND_AFTER_MS) {', replace: 'if (mono > SUSPEND_AFTER_MS) {', what: 'a sleep that stops the monotonic clock goes unnoticed'},
	{name: 'bad-event-ignored', file: 'engine/engine.ts', find: 'if (event.depth) this.#onBadEvent(now);', replace: '', what: 'an unreadable depth event is only counted'},
	{name: 'quotes-outlive-trust', file: 'engine/engine.ts', find: "		return oneSided ? 'one-sided-book' : 'book-not-trusted';", replace: '		return undefined;', what: 'quotes are not pulled with trust', maker: true},
	{name: 'trust-stale', file: 'engine/engine.ts', find: 'return this.#keeper.isFresh(this.#at.monoMs) && touchOf(book)', replace: 'return this.#keeper.line.isLive && touchOf(book)', what: 'trust does not ask for freshness'},
];

// Planted and not found within 300 seeds: either a second guard makes them harmless, or the simulator is too kind
// there. They are hunted only by name (`--only`), and wait for a stronger fault or a proof that they change nothing.
export const UNFOUND = [
	{name: 'not-before-shortened', file: 'engine/rest-budget.ts', find: 'notBefore: monotonicMs(Math.max(budget.notBefore, now + wait))', replace: 'notBefore: monotonicMs(now + wait)', what: 'a later, shorter refusal shortens a ban'},
	{name: 'foreign-symbol', file: 'venue/binance/parse.ts', find: "payload['s'] === instrument.symbol ? parse(payload, instrument) :", replace: "payload['s'] !== undefined ? parse(payload, instrument) :", what: 'another symbol is applied to this book'},
	{name: 'unread-depth-is-nothing', file: 'venue/binance/parse.ts', find: "	if (typeof bids === 'string') return malformed(`bid ${bids} in u=${lastId}`, true);", replace: "	if (typeof bids === 'string') return malformed(`bid ${bids} in u=${lastId}`);", what: 'an unreadable depth event costs no trust by itself'},
	{name: 'snapshot-unsorted', file: 'venue/binance/messages.ts', find: '.toSorted((a, b) => sign * (a.priceTicks - b.priceTicks));', replace: ';', what: 'a snapshot is taken in the order in which it came'},
	{name: 'replay-goes-live', file: 'engine/book-line.ts', find: 'this.#replaying = index < replay.length - 1;', replace: 'this.#replaying = false;', what: 'the first of the diffs that waited makes the book live'},
	{name: 'quiet-proof-too-easy', file: 'engine/book-line.ts', find: "if (this.#joinedId === lastId && this.#sync.kind === 'joining') {", replace: "if (this.#sync.kind === 'joining') {", what: 'one snapshot without a diff makes a quiet market'},
	{name: 'liveness-inherited', file: 'engine/book-line.ts', find: 'this.#liveness = {...bornAt(now), quietUntil: this.#liveness.quietUntil};', replace: '', what: 'what was known of the stream outlives the book'},
	{name: 'zombie-heard', file: 'engine/feed-keeper.ts', find: "return (kind === 'dialing' || kind === 'open') && this.#connection.generation === generation;", replace: "return (kind === 'dialing' || kind === 'open') && generation <= this.#connection.generation;", what: 'a socket that was given up is heard'},
	{name: 'trust-while-dialing', file: 'engine/feed-keeper.ts', find: '		this.#line.stop();\n', replace: '', what: 'the book outlives its connection'},
	{name: 'late-snapshot-taken', file: 'engine/feed-keeper.ts', find: "		this.#line.stop();\n		this.#reason = reason;\n		this.#options.rest.cancel('snapshot');", replace: '		this.#line.stop();\n		this.#reason = reason;', what: 'a snapshot asked for on the old connection is joined on the new one'},
	{name: 'audit-finds-nothing', file: 'engine/book-compare.ts', find: 'return own === other ? undefined :', replace: 'return own === own ? undefined :', what: 'no two levels ever differ'},
	{name: 'generation-unchecked', file: 'engine/engine.ts', find: "				if (this.#keeper.accepts(input.generation)) this.#onEvent(input.generation, input.event);", replace: "				this.#onEvent(input.generation, input.event);", what: 'events of any connection count'},
];
