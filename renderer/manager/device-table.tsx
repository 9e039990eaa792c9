import type { ManagerView } from '../../domain/views/manager-view.ts';
import { useDates, useWords } from '../words/words.tsx';

/** Every device that reported, by station, with what its state means. */
export function DeviceTable({ devices }: { devices: ManagerView['devices'] }) {
	const words = useWords('manager');
	const meaning = useWords('devices');
	const dates = useDates();
	if (devices.length === 0) return <p className="card nothing">{words('devices.empty')}</p>;
	return (
		<section className="card" aria-label={words('devices.title')}>
			<table className="plain-table">
				<thead>
					<tr>
						{['station', 'device', 'state', 'meaning', 'since'].map((column) => (
							<th key={column} scope="col">
								{words(`devices.columns.${column}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{devices.map((device) => (
						<tr key={device.device} data-state={device.state}>
							<td>{device.station}</td>
							<th scope="row">{meaning(`kinds.${device.deviceKind}`)}</th>
							<td>
								<span className="chip" data-tone={device.state === 'ready' ? 'ok' : device.state === 'connecting' ? 'quiet' : 'wait'}>
									{meaning(`states.${device.state}`)}
								</span>
							</td>
							<td>{meaning(`health.${device.code}.text`, { defaultValue: device.code })}</td>
							<td>{dates.time(device.since)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
