import { Lock } from 'lucide-react';
import { useMemo } from 'react';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { ManagerView } from '../../domain/views/manager-view.ts';
import { useDates, useSay, useWords } from '../words/words.tsx';
import { QueuePalette } from './tide/queue-palette.tsx';
import type { Lift } from './tide/use-lift.ts';

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

/** What the tide has to do with a window. `change`: how its duty is to change, short; `words`: the same for whoever hears it. */
export interface TileMark {
	kind: 'proposed' | 'edited' | 'due' | 'lent';
	change: string;
	words: string;
}

export interface FloorMapProps {
	view: ManagerView;
	plan: HallPlan;
	chosen: string | null;
	onChoose: (window: string) => void;
	marks?: Readonly<Record<string, TileMark>>;
	/** Instants until which the duty of a window is locked. */
	locks?: Readonly<Record<string, number>>;
	/** What is carried between queues and windows; absent = nothing can be moved now. */
	lift?: Lift | undefined;
}

/** Windows by floor and zone; each is a key that opens its panel. */
export function FloorMap(props: FloorMapProps) {
	const { view, plan, chosen, onChoose, marks = {}, locks = {}, lift } = props;
	const words = useWords('manager');
	const tide = useWords('tide-manager');
	const say = useSay();
	const floors = useMemo(() => [...new Set(plan.zones.map((zone) => zone.floor))].sort((a, b) => a - b), [plan]);
	const kinds = [...new Set(Object.values(marks).map(({ kind }) => kind))];
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
					{kinds.map((kind) => (
						<li key={kind} data-mark={kind}>
							{tide(`legend.${kind}`)}
						</li>
					))}
				</ul>
			</header>
			{lift && <QueuePalette plan={plan} lift={lift} />}
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
												<WindowTile
													key={tile.id}
													tile={tile}
													chosen={chosen === tile.id}
													mark={marks[tile.id]}
													lockedUntil={locks[tile.id]}
													lift={lift}
													onChoose={() => onChoose(tile.id)}
												/>
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

function WindowTile(props: {
	tile: Tile;
	chosen: boolean;
	mark: TileMark | undefined;
	lockedUntil: number | undefined;
	lift: Lift | undefined;
	onChoose: () => void;
}) {
	const { tile, chosen, mark, lockedUntil, lift, onChoose } = props;
	const words = useWords('manager');
	const tide = useWords('tide-manager');
	const dates = useDates();
	const look = lookOf(tile);
	const held = lift?.held ?? null;
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
			data-mark={mark?.kind}
			aria-pressed={chosen}
			data-shut={tile.stage === 'closed'}
			data-over={lift?.over?.kind === 'window' && lift.over.id === tile.id}
			data-takes={held?.kind === 'queue' ? tile.stage !== 'closed' && tile.capabilities.includes(held.id) : undefined}
			onPointerDown={tile.stage === 'closed' ? undefined : (event) => lift?.press({ kind: 'window', id: tile.id }, event)}
			onClick={() => {
				if (!lift?.putOn({ kind: 'window', id: tile.id })) onChoose();
			}}
		>
			<span className="tile-top">
				<b>
					<span className="unseen">{words('tile.window')}</span> {tile.number}
				</b>{' '}
				{lockedUntil !== undefined && (
					<>
						<Lock aria-hidden="true" size={14} />
						<span className="unseen">{tide('locks.tile', { until: dates.time(lockedUntil) })}</span>
					</>
				)}
				{mark ? (
					<i className="tile-change">
						<span aria-hidden="true">{mark.change}</span>
						<span className="unseen">{mark.words}</span>
					</i>
				) : (
					<i>{tile.duty.join('/')}</i>
				)}
			</span>
			<strong>{main}</strong> <span className="tile-below">{below}</span>
		</button>
	);
}
