import { Button } from 'antd';
import { useState } from 'react';
import type { StationPlan } from '../../domain/contracts/hall-plan.ts';
import type { ManagerView } from '../../domain/views/manager-view.ts';
import { useDates, useWords } from '../words/words.tsx';
import { OtherStation } from './other-station.tsx';
import { RemoteDevices } from './remote-devices.tsx';

/** Every device that reported, by station, with what its state means; and the way to the devices themselves, of any station. */
export function DeviceTable(props: { devices: ManagerView['devices']; stations: readonly StationPlan[]; seat: string }) {
	const { devices, stations, seat } = props;
	const words = useWords('manager');
	const service = useWords('technician');
	const meaning = useWords('devices');
	const dates = useDates();
	const [station, setStation] = useState<string | null>(null);
	if (station !== null) return <RemoteDevices key={station} seat={seat} station={station} back={() => setStation(null)} />;
	return (
		<section className="card" aria-label={words('devices.title')}>
			<OtherStation stations={stations} open={setStation} />
			{devices.length === 0 ? (
				<p className="nothing">{words('devices.empty')}</p>
			) : (
				<table className="plain-table">
					<thead>
						<tr>
							{['station', 'device', 'state', 'meaning', 'since'].map((column) => (
								<th key={column} scope="col">
									{words(`devices.columns.${column}`)}
								</th>
							))}
							<td />
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
								<td>
									<Button onClick={() => setStation(device.station)} aria-label={service('remote.openLabel', { station: device.station })}>
										{service('remote.open')}
									</Button>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</section>
	);
}
