/** The venue's limits on connections, sockets, frames, requests, weight and silence, counted independently. */

import type {Network} from './network.js';
import type {World} from './world.js';

/** Our own limits, a tenth of the venue's. */
const DIAL_WINDOW_MS = 300_000;
const MAX_DIALS_PER_WINDOW = 30;
/** After 403, 418, 429 without a usable header. */
const DEFAULT_SILENCE_MS: Readonly<Record<number, number>> = {403: 300_000, 418: 120_000, 429: 60_000};
const LEAST_SILENCE_MS = 1000;
const LONGEST_SILENCE_MS = 3 * 24 * 3_600_000;
/** We may use half of the venue's weight limit. */
const OWN_WEIGHT = 3000;
const MAX_SOCKETS = 2;
/** Waits double from half a second; more dials than this is not back-off. */
const HASTE_WINDOW_MS = 15_000;
const MAX_HASTY_DIALS = 10;
const POLICY_SILENCE_MS = 30_000;
/** Waits double from a quarter of a second and reset after a second of being live. */
const REQUEST_WINDOW_MS = 5000;
const MAX_HASTY_REQUESTS = 30;
const FRAME_WINDOW_MS = 1000;
const MAX_FRAMES = 3;

type Hold = {readonly said: number; readonly until: number};
/** By the world's clock and by the program's, and in which of its lives. */
type Dial = {readonly at: number; readonly wall: number; readonly life: number};

const isBelieved = ({said, until}: Hold, wall: number): boolean => said <= wall && until > wall && until - said <= LONGEST_SILENCE_MS;

export class Manners {
	readonly #world: World;
	readonly #network: Network;
	readonly #fail: (violation: string) => void;
	#toldWeight = 0;
	#toldMinute = -1;
	#notBefore = Number.NEGATIVE_INFINITY;
	#noDialBefore = Number.NEGATIVE_INFINITY;
	/** By the wall clock, as a next life of the program reads them. */
	#holds: Hold[] = [];
	#heldUntil = Number.NEGATIVE_INFINITY;
	#dials: readonly Dial[] = [];
	#life = 0;
	#frames: number[] = [];
	readonly #requests = new Map<string, number[]>();
	readonly #snapshotsInFlight = new Map<string, number>();

	constructor(world: World, network: Network, fail: (violation: string) => void) {
		this.#world = world;
		this.#network = network;
		this.#fail = fail;
	}

	get silentUntilMono(): number {
		return this.#notBefore;
	}

	/** How long no dial is made after a close for bad manners, by the wall clock: a clock set back makes it longer. */
	get heldForMs(): number {
		const heldForMs = this.#heldUntil - this.#world.instant().wallMs;
		return heldForMs <= POLICY_SILENCE_MS ? Math.max(0, heldForMs) : 0;
	}

	/** The venue asked for silence in a reply that reached the engine. */
	sawRefusal(status: number, retryAfterMs: number | undefined): void {
		const wanted = retryAfterMs ?? DEFAULT_SILENCE_MS[status] ?? LEAST_SILENCE_MS;
		const silence = Math.min(Math.max(wanted, LEAST_SILENCE_MS), LONGEST_SILENCE_MS);
		this.#notBefore = Math.max(this.#notBefore, this.#monoMs + silence);
		const {wallMs} = this.#world.instant();
		const until = wallMs + this.#notBefore - this.#monoMs;
		this.#holds = [...this.#holds.filter((hold) => isBelieved(hold, wallMs)), {said: wallMs, until}];
	}

	/** Weight of this minute used by all behind our address, as the venue reported it. */
	sawWeight(header: string | undefined): void {
		if (header === undefined) return;
		const used = Number(header);
		this.#toldWeight = this.#toldMinute === this.#minute ? Math.max(this.#toldWeight, used) : used;
		this.#toldMinute = this.#minute;
	}

	/**
	 * A program that starts anew does not know what was used before it. Of what was asked of it, it knows what it wrote
	 * down by the wall clock; where that was set meanwhile, it can know no better, and what stands in the future or
	 * lasts longer than any wait came from a clock that was wrong.
	 */
	onRestart(): void {
		const {monoMs, wallMs} = this.#world.instant();
		this.#toldMinute = -1;
		this.#life += 1;
		const holds = this.#holds.filter((hold) => isBelieved(hold, wallMs));
		this.#notBefore = Math.max(Number.NEGATIVE_INFINITY, ...holds.map(({until}) => monoMs + until - wallMs));
		this.#noDialBefore = Number.NEGATIVE_INFINITY;
	}

	sawPolicyClose(): void {
		this.#noDialBefore = this.#monoMs + POLICY_SILENCE_MS;
		this.#heldUntil = this.#world.instant().wallMs + POLICY_SILENCE_MS;
	}

	/** The operator asked to reconnect sooner. */
	waivePolicyWait(): void {
		this.#noDialBefore = Number.NEGATIVE_INFINITY;
		this.#heldUntil = Number.NEGATIVE_INFINITY;
	}

	/** Of this life's dials those of the last five minutes, of earlier lives' those that the wall clock says are. */
	#recentDials(): number {
		const {now} = this.#world;
		const {wallMs} = this.#world.instant();
		const inWindow = ({at, wall, life}: Dial): boolean => (life === this.#life ? now - at : wallMs - wall) < DIAL_WINDOW_MS;
		this.#dials = [
			...this.#dials.filter((dial) => dial.life === this.#life || dial.wall <= wallMs),
			{at: now, wall: wallMs, life: this.#life},
		];
		this.#dials = this.#dials.filter(inWindow);
		return this.#dials.length;
	}

	onDial(): void {
		const {now} = this.#world;
		const {dials, wanted} = this.#network;
		const recent = this.#recentDials();
		if (recent > MAX_DIALS_PER_WINDOW) this.#fail(`${recent} connects in five minutes`);
		const hasty = dials.filter((at) => now - at < HASTE_WINDOW_MS).length;
		if (hasty > MAX_HASTY_DIALS) this.#fail(`${hasty} connects in ${HASTE_WINDOW_MS / 1000} s`);
		if (wanted > MAX_SOCKETS) this.#fail(`${wanted} sockets at once`);
		if (this.heldForMs > 0 || this.#monoMs < this.#noDialBefore) this.#fail('dialled within 30 s of a close for bad manners');
	}

	/** The process wrote a frame to any socket. */
	onFrame(): void {
		const {now} = this.#world;
		this.#frames = [...this.#frames.filter((at) => now - at < FRAME_WINDOW_MS), now];
		if (this.#frames.length > MAX_FRAMES) this.#fail(`${this.#frames.length} frames sent within a second`);
	}

	#countHaste(kind: string): void {
		const {now} = this.#world;
		const recent = [...(this.#requests.get(kind) ?? []).filter((at) => now - at < REQUEST_WINDOW_MS), now];
		this.#requests.set(kind, recent);
		if (recent.length > MAX_HASTY_REQUESTS) this.#fail(`${recent.length} requests of kind ${kind} in ${REQUEST_WINDOW_MS / 1000} s`);
	}

	onRequest(kind: string, weightViolation: string | undefined, weightIsOurs: number, weight: number): void {
		this.#countHaste(kind);
		if (weightViolation !== undefined) this.#fail(weightViolation);
		const told = this.#toldMinute === this.#minute ? this.#toldWeight : 0;
		if (told + weight > OWN_WEIGHT) this.#fail(`${kind} requested in a minute in which ${told} of weight are known to be used`);
		if (weightIsOurs > OWN_WEIGHT && !this.#clocksDisagree) this.#fail(`${weightIsOurs} of weight within a minute: more than our half`);
		if (this.#monoMs < this.#notBefore) {
			this.#fail(`${kind} requested ${Math.round(this.#notBefore - this.#monoMs)} ms before the venue allows it`);
		}
	}

	/** @param whose purpose and connection. */
	countSnapshot(whose: string, change: 1 | -1): void {
		const underWay = (this.#snapshotsInFlight.get(whose) ?? 0) + change;
		this.#snapshotsInFlight.set(whose, underWay);
		if (underWay > 1) this.#fail(`${underWay} requests in flight at once: ${whose}`);
	}

	get #monoMs(): number {
		return this.#world.instant().monoMs;
	}

	get #minute(): number {
		return Math.floor(this.#world.instant().wallMs / 60_000);
	}

	/** Whether our minute differs from the venue's. */
	get #clocksDisagree(): boolean {
		return Math.abs(this.#world.instant().wallMs - this.#world.venueWall()) > 1000;
	}
}
