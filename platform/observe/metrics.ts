/** What Prometheus may read: counts and durations by code, never a person, a ticket or a text. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Gauges {
	links(): number;
	waiting(): number;
	head(): number;
}

export class Metrics {
	readonly registry = new Registry();
	readonly commands: Counter<'name' | 'result'>;
	readonly refusals: Counter<'code'>;
	readonly events: Counter;
	readonly commitSeconds: Histogram;
	readonly commitCommands: Histogram;
	readonly malformed: Counter<'message'>;
	readonly turnedAway: Counter<'code'>;
	readonly signIns: Counter<'result'>;
	readonly alarms: Counter<'kind'>;

	constructor() {
		const registers = [this.registry];
		this.commands = new Counter({ name: 'tidehall_commands_total', help: 'Commands decided', labelNames: ['name', 'result'], registers });
		this.refusals = new Counter({ name: 'tidehall_refusals_total', help: 'Refused asks by reason', labelNames: ['code'], registers });
		this.events = new Counter({ name: 'tidehall_events_total', help: 'Events appended', registers });
		this.commitSeconds = new Histogram({
			name: 'tidehall_commit_seconds',
			help: 'Duration of one durable transaction',
			buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
			registers,
		});
		this.commitCommands = new Histogram({
			name: 'tidehall_commit_commands',
			help: 'Commands that shared one durable transaction',
			buckets: [1, 2, 4, 8, 16, 32, 64, 128, 512, 2000],
			registers,
		});
		this.malformed = new Counter({
			name: 'tidehall_malformed_total',
			help: 'Messages that failed their schema',
			labelNames: ['message'],
			registers,
		});
		this.turnedAway = new Counter({
			name: 'tidehall_turned_away_total',
			help: 'Links or messages not let in',
			labelNames: ['code'],
			registers,
		});
		this.signIns = new Counter({ name: 'tidehall_sign_ins_total', help: 'Tries to sign in', labelNames: ['result'], registers });
		this.alarms = new Counter({ name: 'tidehall_alarms_total', help: 'Things a technician must look at', labelNames: ['kind'], registers });
		collectDefaultMetrics({ register: this.registry });
	}

	/** Values read when Prometheus asks. */
	watch(gauges: Gauges): void {
		const registers = [this.registry];
		const gauge = (name: string, help: string, read: () => number) =>
			new Gauge({
				name,
				help,
				registers,
				collect() {
					this.set(read());
				},
			});
		gauge('tidehall_links', 'Seated links', gauges.links);
		gauge('tidehall_waiting_commands', 'Commands waiting for the next transaction', gauges.waiting);
		gauge('tidehall_log_head', 'Position of the newest event of the day', gauges.head);
	}

	/** `damaged`: days. */
	watchLogDamage(damaged: () => number): void {
		new Gauge({
			name: 'tidehall_log_damage',
			help: 'Days of the log that are damaged in the store, and for which no copy was found',
			registers: [this.registry],
			collect() {
				this.set(damaged());
			},
		});
	}

	/** `free`: bytes; `null` = not known, told as NaN. */
	watchDisk(free: () => number | null): void {
		new Gauge({
			name: 'tidehall_disk_free_bytes',
			help: 'Free bytes of the disk under the data folder',
			registers: [this.registry],
			collect() {
				this.set(free() ?? Number.NaN);
			},
		});
	}
}
