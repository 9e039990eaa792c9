/**
 * One hall from an instant on, event by event: the replay rules of `hall-scenario/1`. The same code replays a day with people that are known and
 * plays futures with people that were drawn. Arrays of numbers alone, made once and filled again, because the planner plays thousands of futures.
 *
 * At equal times: windows, approved changes, arrivals, people who leave, then whoever asked to look (`runUntil`).
 */

import type { RunOptions, SetChange } from './run-options.ts';
import { type CallRule, kinds, type People, type Span, type TideHall } from './tide-hall.ts';
import { TimeHeap } from './time-heap.ts';
import { WaitWeights } from './wait-weights.ts';
import { WaitingLines } from './waiting-lines.ts';

export const stages = { idle: 0, serving: 1, changing: 2, closed: 3 } as const;

export class HallRun {
	readonly hall: TideHall;
	readonly windows: number;
	readonly queues: number;
	readonly setRoom: number;
	readonly rule: CallRule;
	now = 0;

	people: People;
	/** Start of service per person; NaN = not served (yet). */
	readonly started: Float64Array;
	/** Instant of leaving; NaN = did not. */
	readonly left: Float64Array;
	readonly servedAt: Int16Array;
	private arrived = 0;

	readonly set: Int16Array;
	readonly setSize: Int32Array;
	readonly pendingSet: Int16Array;
	readonly pendingSize: Int32Array;
	readonly stage: Uint8Array;
	readonly until: Float64Array;
	/** Queue served last; -1 = none yet, which costs nothing to begin with and fits every queue. */
	readonly last: Int16Array;
	readonly idleSince: Float64Array;
	/** Who is in service; -1 = nobody. */
	readonly inService: Int32Array;
	readonly busyS: Float64Array;

	readonly lines: WaitingLines;
	inHall = 0;
	events = 0;
	contextSwitches = 0;
	reassignments = 0;
	/** Told of every stretch of time in which nothing changed; `null` = nobody counts. */
	onStretch: ((seconds: number) => void) | null = null;

	/** Called when a service starts, for costs that are added up on the way. */
	onStart: ((person: number, window: number, start: number) => void) | null = null;

	private readonly ends: TimeHeap;
	private readonly leaves: TimeHeap;
	private readonly factor: Float64Array;
	private readonly isHome: Uint8Array;
	private readonly weights: WaitWeights;
	/** Windows whose clerk may serve each queue, by index. */
	private readonly able: Int32Array[];
	private spans: readonly (readonly Span[])[];
	private readonly nextSpan: Int32Array;
	private closings: { at: number; window: number }[] = [];
	private nextClosing = 0;
	private changes: SetChange[] = [];
	private nextChange = 0;
	private idleCount = 0;
	private readonly options: RunOptions;

	constructor(options: RunOptions) {
		const { hall, room } = options;
		this.options = options;
		this.hall = hall;
		this.rule = options.rule;
		this.windows = hall.windows.length;
		this.queues = hall.queues.length;
		this.setRoom = Math.max(1, this.queues, hall.params.maxSet);
		const { windows, queues, setRoom } = this;
		this.people = { count: 0 } as People;
		this.started = new Float64Array(room);
		this.left = new Float64Array(room);
		this.servedAt = new Int16Array(room);
		this.set = new Int16Array(windows * setRoom);
		this.setSize = new Int32Array(windows);
		this.pendingSet = new Int16Array(windows * setRoom);
		this.pendingSize = new Int32Array(windows);
		this.stage = new Uint8Array(windows);
		this.until = new Float64Array(windows);
		this.last = new Int16Array(windows);
		this.idleSince = new Float64Array(windows);
		this.inService = new Int32Array(windows);
		this.busyS = new Float64Array(windows);
		this.lines = new WaitingLines(queues, room);
		this.ends = new TimeHeap(windows);
		this.leaves = new TimeHeap(options.patience ? room : 1);
		this.factor = new Float64Array(windows * queues);
		this.isHome = new Uint8Array(windows * queues);
		this.weights = new WaitWeights(options.rule, hall, room);
		this.nextSpan = new Int32Array(windows);
		this.spans = hall.windows.map((window) => window.off);
		this.able = hall.queues.map((_, queue) =>
			Int32Array.from(hall.windows.flatMap((window, w) => (window.skills.includes(queue) ? [w] : []))),
		);
		hall.windows.forEach((window, w) => {
			for (let queue = 0; queue < queues; queue++) {
				const home = window.home.includes(queue);
				this.isHome[w * queues + queue] = home ? 1 : 0;
				this.factor[w * queues + queue] = window.speed * (home ? 1 : hall.params.nonhomeFactor);
			}
		});
	}

	/** Everything idle and empty at `now`; `spans` are the closures of each window, planned or not, in order and not touching each other. */
	begin(people: People, now: number, spans: readonly (readonly Span[])[] = this.spans): void {
		this.people = people;
		this.now = now;
		this.arrived = 0;
		this.started.fill(Number.NaN, 0, people.count);
		this.left.fill(Number.NaN, 0, people.count);
		this.setSize.fill(0);
		this.pendingSize.fill(-1);
		this.stage.fill(stages.idle);
		this.last.fill(-1);
		this.idleSince.fill(now);
		this.inService.fill(-1);
		this.busyS.fill(0);
		this.lines.clear();
		this.ends.clear();
		this.leaves.clear();
		this.inHall = this.contextSwitches = this.reassignments = 0;
		this.idleCount = this.windows;
		this.changes.length = 0;
		this.nextChange = 0;
		this.nextSpan.fill(0);
		if (spans !== this.spans || this.closings.length === 0) this.closeBy(spans);
		this.nextClosing = 0;
		while (this.nextClosing < this.closings.length && this.closings[this.nextClosing]!.at < now) this.nextClosing++;
	}

	private closeBy(spans: readonly (readonly Span[])[]): void {
		this.spans = spans;
		this.closings = spans
			.flatMap((list, window) => list.map(([from]) => ({ at: from, window })))
			.sort((one, other) => one.at - other.at || one.window - other.window);
	}

	hang(window: number, set: readonly number[]): void {
		for (let place = 0; place < set.length; place++) this.set[window * this.setRoom + place] = set[place]!;
		this.setSize[window] = set.length;
	}

	/** The queues on a window's sign. */
	setOf(window: number): number[] {
		return Array.from(this.set.subarray(window * this.setRoom, window * this.setRoom + this.setSize[window]!));
	}

	/** The sign that will hang once the citizen in service is finished; `null` = no other. */
	pendingOf(window: number): number[] | null {
		const size = this.pendingSize[window]!;
		if (size >= 0) return Array.from(this.pendingSet.subarray(window * this.setRoom, window * this.setRoom + size));
		for (let place = this.nextChange; place < this.changes.length; place++)
			if (this.changes[place]!.window === window) return [...this.changes[place]!.set];
		return null;
	}

	/** To be told of changes in the order of time, not before `now`. */
	change(change: SetChange): void {
		let place = this.changes.length;
		while (place > this.nextChange && this.changes[place - 1]!.at > change.at) place--;
		this.changes.splice(place, 0, change);
	}

	/** Plays everything up to and including `end`. Returns the number of events. */
	runUntil(end: number): number {
		const { people, ends, leaves, closings } = this;
		const { arrival } = people;
		const before = this.events;
		for (;;) {
			const windowAt = ends.first;
			const closingAt = this.nextClosing < closings.length ? closings[this.nextClosing]!.at : Number.POSITIVE_INFINITY;
			const changeAt = this.nextChange < this.changes.length ? this.changes[this.nextChange]!.at : Number.POSITIVE_INFINITY;
			const arrivalAt = this.arrived < people.count ? arrival[this.arrived]! : Number.POSITIVE_INFINITY;
			const leavesAt = leaves.first;
			let at = windowAt < closingAt ? windowAt : closingAt;
			if (changeAt < at) at = changeAt;
			if (arrivalAt < at) at = arrivalAt;
			if (leavesAt < at) at = leavesAt;
			if (at > end || at === Number.POSITIVE_INFINITY) break;
			if (at > this.now) this.onStretch?.(at - this.now);
			this.now = at;
			this.events++;
			if (windowAt <= at) this.windowFree(ends.take(), at);
			else if (closingAt <= at) this.closeIdle(closings[this.nextClosing++]!.window, at);
			else if (changeAt <= at) this.takeChange(this.changes[this.nextChange++]!, at);
			else if (arrivalAt <= at) this.arrive(this.arrived++, at);
			else this.leave(leaves.take(), at);
		}
		if (end > this.now && end !== Number.POSITIVE_INFINITY) {
			this.onStretch?.(end - this.now);
			this.now = end;
		}
		return this.events - before;
	}

	/** Somebody joins the line without being called at once: those who waited already when a future begins. */
	queueUp(person: number): void {
		const { queue, arrival, kind } = this.people;
		this.lines.put(person, queue[person]!, arrival[person]! - this.hall.params.headStartS[kind[person]!]!);
		this.inHall++;
	}

	/** People 0 to `count` - 1 have come already. */
	skipArrivals(count: number): void {
		this.arrived = count;
	}

	/** The window is in service (with nobody that is known) or changing until `until`. */
	occupy(window: number, stage: number, until: number): void {
		this.stage[window] = stage;
		this.until[window] = until;
		this.idleCount--;
		if (until !== Number.POSITIVE_INFINITY) this.ends.put(until, window);
	}

	/** Lets every idle window look for somebody; needed once after people were queued up by hand. */
	callAll(): void {
		for (let window = 0; window < this.windows && this.lines.inAll > 0; window++)
			if (this.stage[window] === stages.idle) this.call(window, this.now);
	}

	/** The end of somebody's service, who was served. */
	endedAt(person: number): number {
		const window = this.servedAt[person]!;
		return this.started[person]! + this.people.service[person]! * this.factor[window * this.queues + this.people.queue[person]!]!;
	}

	private windowFree(window: number, now: number): void {
		if (this.stage[window] === stages.serving) {
			this.inHall--;
			this.inService[window] = -1;
		}
		this.stage[window] = stages.idle;
		this.idleSince[window] = now;
		this.idleCount++;
		if (this.closeIdle(window, now)) return;
		if (this.pendingSize[window]! >= 0) this.beginChange(window, now);
		else if (this.lines.inAll > 0) this.call(window, now);
	}

	/** Closes a window that is idle where a closure covers this instant; a set that was pending is hung meanwhile, for nothing. */
	private closeIdle(window: number, now: number): boolean {
		if (this.stage[window] !== stages.idle) return false;
		const spans = this.spans[window]!;
		let next = this.nextSpan[window]!;
		while (next < spans.length && spans[next]![1] <= now) next++;
		this.nextSpan[window] = next;
		const span = spans[next];
		if (!span || span[0] > now) return false;
		this.stage[window] = stages.closed;
		this.idleCount--;
		this.until[window] = span[1];
		this.ends.put(span[1], window);
		if (this.pendingSize[window]! >= 0) this.hangPending(window);
		return true;
	}

	private takeChange({ window, set }: SetChange, now: number): void {
		for (let place = 0; place < set.length; place++) this.pendingSet[window * this.setRoom + place] = set[place]!;
		this.pendingSize[window] = set.length;
		this.reassignments++;
		if (this.stage[window] === stages.closed) this.hangPending(window);
		else if (this.stage[window] === stages.idle) this.beginChange(window, now);
	}

	private hangPending(window: number): void {
		const from = window * this.setRoom;
		const size = this.pendingSize[window]!;
		for (let place = 0; place < size; place++) this.set[from + place] = this.pendingSet[from + place]!;
		this.setSize[window] = size;
		this.pendingSize[window] = -1;
	}

	private beginChange(window: number, now: number): void {
		this.hangPending(window);
		this.stage[window] = stages.changing;
		this.idleCount--;
		this.until[window] = now + this.hall.params.reassignS;
		this.ends.put(this.until[window]!, window);
	}

	private call(window: number, now: number): void {
		const queue = this.options.chooser ? this.options.chooser(this, window, now) : this.mostUrgent(window, now);
		if (queue >= 0) this.serve(window, queue, now);
	}

	private mostUrgent(window: number, now: number): number {
		const { rule, lines, weights } = this;
		const from = window * this.setRoom;
		const size = this.setSize[window]!;
		const last = this.last[window]!;
		let best = -1;
		let bestValue = Number.NEGATIVE_INFINITY;
		for (let place = 0; place < size; place++) {
			const queue = this.set[from + place]!;
			const first = lines.head[queue]!;
			if (first < 0) continue;
			let value = weights.wait(queue, now - lines.effective[first]! + rule.headS);
			if (this.isHome[window * this.queues + queue] === 0) value *= rule.awayFactor;
			if (queue === last) value *= rule.stayFactor;
			value *= weights.crowd(lines.count[queue]!);
			if (rule.priorityFactor !== 1 && this.people.kind[first] === kinds.priority) value *= rule.priorityFactor;
			if (value > bestValue) {
				best = queue;
				bestValue = value;
			}
		}
		return best;
	}

	private serve(window: number, queue: number, now: number): void {
		const person = this.lines.head[queue]!;
		this.lines.remove(person, queue);
		const last = this.last[window]!;
		let start = now;
		if (last !== queue) {
			if (last >= 0) {
				start += this.hall.params.contextS;
				this.contextSwitches++;
			}
			this.last[window] = queue;
		}
		const lasts = this.people.service[person]! * this.factor[window * this.queues + queue]!;
		this.started[person] = start;
		this.servedAt[person] = window;
		this.inService[window] = person;
		this.stage[window] = stages.serving;
		this.idleCount--;
		this.until[window] = start + lasts;
		// Turning to another matter is work too.
		this.busyS[window]! += start - now + lasts;
		this.ends.put(start + lasts, window);
		this.onStart?.(person, window, start);
	}

	private arrive(person: number, now: number): void {
		if (this.options.mostInHall !== undefined && this.inHall >= this.options.mostInHall) {
			this.left[person] = now;
			return;
		}
		this.queueUp(person);
		const patience = this.options.patience ? this.people.patience[person]! : -1;
		if (this.idleCount > 0) {
			const window = this.idleWindowFor(this.people.queue[person]!);
			if (window >= 0) {
				this.call(window, now);
				if (!Number.isNaN(this.started[person]!)) return;
			}
		}
		if (patience >= 0) this.leaves.put(now + patience, person);
	}

	/** Primary of that window first, then a window whose last queue it was, then the one idle longest, then the lowest index. */
	private idleWindowFor(queue: number): number {
		let best = -1;
		let bestRank = -1;
		let bestSince = 0;
		const able = this.able[queue]!;
		for (let at = 0; at < able.length; at++) {
			const window = able[at]!;
			if (this.stage[window] !== stages.idle) continue;
			const from = window * this.setRoom;
			const size = this.setSize[window]!;
			let serves = false;
			for (let place = 0; place < size; place++) if (this.set[from + place] === queue) serves = true;
			if (!serves) continue;
			const last = this.last[window]!;
			const rank = (this.set[from] === queue ? 2 : 0) + (last === queue || last < 0 ? 1 : 0);
			const since = this.idleSince[window]!;
			if (rank > bestRank || (rank === bestRank && since < bestSince)) {
				best = window;
				bestRank = rank;
				bestSince = since;
			}
		}
		return best;
	}

	private leave(person: number, now: number): void {
		if (!Number.isNaN(this.started[person]!)) return;
		this.lines.remove(person, this.people.queue[person]!);
		this.inHall--;
		this.left[person] = now;
	}
}
