/** Everything a technician looks at, over any source: devices, ports, the device list, the log. */
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { ConfigurationPanel } from './configuration-panel.tsx';
import { DeviceDetail } from './device-detail.tsx';
import type { DeviceService } from './device-service.ts';
import { DevicesTable } from './devices-table.tsx';
import { LogPanel } from './log-panel.tsx';
import { PortsTable } from './ports-table.tsx';
import { Refusal } from './refusal.tsx';
import { useInspect } from './use-inspect.ts';
import { useWordsOf } from './use-words-of.ts';
import './technician.css';

export const serviceTabs = ['devices', 'ports', 'configuration', 'log'] as const;

/** `station`: the seat that new devices would be declared for; `lead`: beside the tabs. */
export function ServiceScreen({ service, station, lead }: { service: DeviceService; station: string; lead?: ReactNode }) {
	const words = useWords('technician');
	const of = useWordsOf();
	const { last, refusal, growth } = useInspect(service);
	const [tab, setTab] = useState<(typeof serviceTabs)[number]>('devices');
	const [chosen, setChosen] = useState<string | null>(null);
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), 1_000);
		return () => clearInterval(timer);
	}, []);
	const device = last?.devices.find((each) => each.device === chosen);
	return (
		<div className="service-screen">
			<div className="service-bar">
				{lead}
				<nav className="service-tabs" aria-label={words('title')}>
					{serviceTabs.map((name) => (
						<button
							key={name}
							type="button"
							aria-current={tab === name ? 'page' : undefined}
							onClick={() => {
								setTab(name);
								setChosen(null);
							}}
						>
							{words(`tabs.${name}`)}
							{name === 'configuration' && last !== null && last.problems.length > 0 && (
								<span className="chip" data-tone="wait">
									{last.problems.length}
								</span>
							)}
						</button>
					))}
				</nav>
			</div>
			{refusal !== null && <Refusal code={refusal} title={last ? words('age', { ago: of.ago(last.at, now) }) : undefined} />}
			{last === null && refusal === null && (
				<p className="card nothing" role="status">
					{words('loading')}
				</p>
			)}
			{tab === 'devices' &&
				last &&
				(device ? (
					<DeviceDetail key={device.device} device={device} service={service} now={now} back={() => setChosen(null)} />
				) : (
					<DevicesTable devices={last.devices} growth={growth} now={now} open={setChosen} />
				))}
			{tab === 'ports' && <PortsTable service={service} station={station} />}
			{tab === 'configuration' && last && <ConfigurationPanel service={service} problems={last.problems} />}
			{tab === 'log' && <LogPanel service={service} />}
		</div>
	);
}
