/** What Prometheus may read at the centre: counts by hall and code. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export class CentreMetrics {
	readonly registry = new Registry();
	readonly events: Counter<'hall'>;
	readonly turnedAway: Counter<'code'>;
	readonly differs: Counter<'hall'>;

	constructor(differing: () => number) {
		const registers = [this.registry];
		this.events = new Counter({ name: 'tidehall_centre_events_total', help: 'Events kept', labelNames: ['hall'], registers });
		this.turnedAway = new Counter({
			name: 'tidehall_centre_turned_away_total',
			help: 'Requests not let in',
			labelNames: ['code'],
			registers,
		});
		this.differs = new Counter({
			name: 'tidehall_centre_history_differs_total',
			help: 'Messages that told another history than is held',
			labelNames: ['hall'],
			registers,
		});
		new Gauge({
			name: 'tidehall_centre_differing_days',
			help: 'Hall-days whose history differs between hall and centre',
			registers,
			collect() {
				this.set(differing());
			},
		});
		collectDefaultMetrics({ register: this.registry });
	}
}
