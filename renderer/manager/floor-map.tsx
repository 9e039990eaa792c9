import { useMemo } from 'react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { ManagerView } from '../../domain/views/manager-view.ts';
import { useDates, useSay, useWords } from '../words/words.tsx';

export type Tile = ManagerView['windows'][number];
type Look = 'serving' | 'called' | 'idle' | 'paused' | 'closed';

/** Longer than this times the usual is worth a look. */
const longFactor = 1.5;

export function lookOf(tile: Tile): Look {
	if (tile.stage === 'closed') return 'closed';
	if (tile.ticketStage === 'serving') return 'serving';
	if (tile.ticketStage === 'called') return 'called';
	return tile.stage === 'paused' ? 'paused' : 'idle';
}

export function isLong(tile: Tile): boolean {
	return tile.ticketStage === 'serving' && tile.usualMinutes !== null && (tile.minutes ?? 0) > tile.usualMinutes * longFactor;
}

/** Windows by floor and zone; each is a key that opens its panel. */
export function FloorMap(props: { view: ManagerView; plan: HallPlan; chosen: string | null; onChoose: (window: string) => void }) {
	const { view, plan, chosen, onChoose } = props;
	const words = useWords('manager');
	const say = useSay();
	const floors = useMemo(() => [...new Set(plan.zones.map((zone) => zone.floor))].sort((a, b) => a - b), [plan]);
	return (
		<section className="card floor" aria-label={words('floor.title')}>
			<header>
				<h2>{words('floor.title')}</h2>
				<ul className="legend">
					{(['serving', 'idle', 'long', 'paused', 'closed'] as const).map((look) => (
						<li key={look} data-look={look}>
							{words(`floor.legend.${look}`)}
						</li>
					))}
				</ul>
			</header>
			{floors.map((floor) => (
				<div key={floor} className="floor-row">
					<strong>{words(floor <= 3 ? `floor.floor_${floor}` : 'floor.floor', { floor })}</strong>
					<div className="zones">
						{plan.zones
							.filter((zone) => zone.floor === floor)
							.map((zone) => {
								const tiles = view.windows.filter((tile) => tile.zone === zone.id);
								if (tiles.length === 0) return null;
								const queues = view.queues.filter((queue) => tiles.some((tile) => tile.duty.includes(queue.id)) && queue.wait.people > 0);
								return (
									<section key={zone.id} className="zone" aria-label={say(zone.name)}>
										<h3>
											{say(zone.name)}
											<small>
												{queues.map((queue) => words('floor.waiting', { queue: queue.id, count: queue.wait.people })).join('  ')}
											</small>
										</h3>
										<div className="tiles">
											{tiles.map((tile) => (
												<WindowTile key={tile.id} tile={tile} chosen={chosen === tile.id} onChoose={() => onChoose(tile.id)} />
											))}
										</div>
									</section>
								);
							})}
					</div>
				</div>
			))}
		</section>
	);
}

function WindowTile({ tile, chosen, onChoose }: { tile: Tile; chosen: boolean; onChoose: () => void }) {
	const words = useWords('manager');
	const dates = useDates();
	const look = lookOf(tile);
	const main = tile.ticket ?? words(`tile.${look === 'serving' || look === 'called' ? 'idle' : look}`);
	const below =
		look === 'paused'
			? tile.until === null
				? ''
				: words('tile.until', { time: dates.time(tile.until) })
			: look === 'idle'
				? words(tile.waiting > 0 ? 'tile.ready' : 'tile.nobody')
				: look === 'called'
					? words('tile.called')
					: tile.minutes === null
						? ''
						: words('tile.minutes', { minutes: Math.floor(tile.minutes) });
	return (
		<button
			type="button"
			className="tile"
			data-look={isLong(tile) ? 'long' : look}
			data-window={tile.id}
			aria-pressed={chosen}
			onClick={onChoose}
		>
			<span className="tile-top">
				<b>
					<span className="unseen">{words('tile.window')}</span> {tile.number}
				</b>{' '}
				<i>{tile.duty.join('/')}</i>
			</span>
			<strong>{main}</strong> <span>{below}</span>
		</button>
	);
}
