/** The lines of a hall, one per queue, in the order of effective arrival, then of coming. Chains through arrays, so that anybody leaves at once. */
export class WaitingLines {
	/** First in line per queue; -1 = nobody. */
	readonly head: Int32Array;
	/** People in line per queue. */
	readonly count: Int32Array;
	/** When somebody is treated as having come: arrival less the head start. */
	readonly effective: Float64Array;
	inAll = 0;
	private readonly tail: Int32Array;
	private readonly after: Int32Array;
	private readonly before: Int32Array;

	constructor(queues: number, room: number) {
		this.head = new Int32Array(queues);
		this.tail = new Int32Array(queues);
		this.count = new Int32Array(queues);
		this.after = new Int32Array(room);
		this.before = new Int32Array(room);
		this.effective = new Float64Array(room);
	}

	clear(): void {
		this.head.fill(-1);
		this.tail.fill(-1);
		this.count.fill(0);
		this.inAll = 0;
	}

	put(person: number, queue: number, effective: number): void {
		this.effective[person] = effective;
		let front = this.tail[queue]!;
		while (front >= 0 && (this.effective[front]! > effective || (this.effective[front]! === effective && front > person)))
			front = this.before[front]!;
		const behind = front >= 0 ? this.after[front]! : this.head[queue]!;
		this.before[person] = front;
		this.after[person] = behind;
		if (front >= 0) this.after[front] = person;
		else this.head[queue] = person;
		if (behind >= 0) this.before[behind] = person;
		else this.tail[queue] = person;
		this.count[queue]!++;
		this.inAll++;
	}

	remove(person: number, queue: number): void {
		const front = this.before[person]!;
		const behind = this.after[person]!;
		if (front >= 0) this.after[front] = behind;
		else this.head[queue] = behind;
		if (behind >= 0) this.before[behind] = front;
		else this.tail[queue] = front;
		this.count[queue]!--;
		this.inAll--;
	}

	/** Everybody in line, first to last. */
	lineOf(queue: number): number[] {
		const line: number[] = [];
		for (let person = this.head[queue]!; person >= 0; person = this.after[person]!) line.push(person);
		return line;
	}
}
