/** One row a device: what it is, where, how it stands and since when, what to do, and what went over the line. */
import { ArrowUp, ChevronRight } from 'lucide-react';
import type { DeviceReport } from '../../domain/contracts/device.ts';
import { useDates, useWords } from '../words/words.tsx';
import { type Growth, isGrowing } from './growth.ts';
import { StateSign } from './state-sign.tsx';
import { useWordsOf } from './use-words-of.ts';

const columns = ['device', 'port', 'state', 'since', 'traffic', 'exchanges', 'discarded'] as const;

export function DevicesTable(props: { devices: DeviceReport[]; growth: Growth; now: number; open: (device: string) => void }) {
	const words = useWords('technician');
	if (props.devices.length === 0) return <p className="card nothing">{words('devices.empty')}</p>;
	return (
		<section className="card" aria-label={words('devices.label')}>
			<table className="service-table">
				<thead>
					<tr>
						{columns.map((column) => (
							<th key={column} scope="col">
								{words(`devices.columns.${column}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{props.devices.map((device) => (
						<Row key={device.device} device={device} {...props} />
					))}
				</tbody>
			</table>
		</section>
	);
}

function Row({ device, growth, now, open }: { device: DeviceReport; growth: Growth; now: number; open: (device: string) => void }) {
	const words = useWords('technician');
	const dates = useDates();
	const of = useWordsOf();
	const { health } = device;
	const meaning = of.code(health.code);
	const growing = isGrowing(growth, device.device, now);
	return (
		<tr data-device={device.device} data-state={health.state} data-code={health.code}>
			<th scope="row">
				<button type="button" className="row-key" onClick={() => open(device.device)}>
					<span>
						<strong>{device.device}</strong>
						<small>{of.kind(device.kind)}</small>
					</span>
					<ChevronRight size={20} aria-hidden="true" />
				</button>
			</th>
			<td>
				<span className="long-name">{device.port}</span>
				<small>{device.baud === null ? device.protocol : words('devices.baud', { baud: device.baud })}</small>
			</td>
			<td className="state-cell">
				<StateSign state={health.state} />
				{health.code !== 'ok' && <span>{meaning.text}</span>}
				{health.state !== 'ready' && <small>{meaning.todo}</small>}
			</td>
			<td>
				<span>{dates.time(health.since)}</span>
				<small>{of.ago(health.since, now)}</small>
			</td>
			<td className="figure">
				<span>
					{device.bytesIn} / {device.bytesOut}
				</span>
				<small>
					{device.lastHeardAt === null ? words('devices.heardNever') : words('devices.heard', { ago: of.ago(device.lastHeardAt, now) })}
				</small>
			</td>
			<td className="figure">
				{device.answered} / {device.failed}
			</td>
			<td className="figure" data-growing={growing}>
				<span>{device.discarded}</span>
				{growing && (
					<small>
						<ArrowUp size={16} aria-hidden="true" />
						{words('devices.growing')}
					</small>
				)}
			</td>
		</tr>
	);
}
