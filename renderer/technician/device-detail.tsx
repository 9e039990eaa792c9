/** One device: how it stands and what to do, what it says of itself, what can be tried, and the bytes on its line. */
import { Button } from 'antd';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { DeviceReport } from '../../domain/contracts/device.ts';
import { FactList } from '../design/fact-list.tsx';
import { useDates, useWords } from '../words/words.tsx';
import { CapturePanel } from './capture-panel.tsx';
import type { DeviceService } from './device-service.ts';
import { StateSign } from './state-sign.tsx';
import { TestKeys } from './test-keys.tsx';
import { useWordsOf } from './use-words-of.ts';

export function DeviceDetail(props: { device: DeviceReport; service: DeviceService; now: number; back: () => void }) {
	const { device, service, now, back } = props;
	const words = useWords('technician');
	const dates = useDates();
	const of = useWordsOf();
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus({ preventScroll: true }), []);
	const { health } = device;
	const meaning = of.code(health.code);
	return (
		<div className="service-detail">
			<header>
				<Button size="large" icon={<ArrowLeft size={20} aria-hidden="true" />} onClick={back}>
					{words('detail.back')}
				</Button>
				<h2 ref={heading} tabIndex={-1}>
					{device.device}
				</h2>
				<span>{of.kind(device.kind)}</span>
				<StateSign state={health.state} />
				{health.code !== 'ok' && <span>{meaning.text}</span>}
				<small>
					{dates.time(health.since)} · {of.ago(health.since, now)}
				</small>
			</header>
			{health.state !== 'ready' && (
				<p className="service-note" data-tone="wait">
					<span>
						<strong>{words('detail.todo')}</strong> {meaning.todo}
					</span>
				</p>
			)}
			<div className="service-columns">
				<section className="card" aria-label={words('detail.facts')}>
					<h3>{words('detail.facts')}</h3>
					{Object.keys(device.facts).length === 0 && <p className="nothing">{words('detail.none')}</p>}
					<FactList facts={Object.entries(device.facts).map(([name, value]) => [of.fact(name), of.value(value)] as const)} />
					<h3>{words('detail.line')}</h3>
					<FactList
						facts={[
							[
								words('devices.columns.port'),
								device.baud === null ? device.port : `${device.port} · ${words('devices.baud', { baud: device.baud })}`,
							],
							[words('detail.protocol'), device.protocol],
							[words('detail.station'), device.station],
							[words('detail.opened'), device.openedAt === null ? words('detail.notOpened') : dates.exactTime(device.openedAt)],
							[words('detail.heard'), of.ago(device.lastHeardAt, now)],
							[words('detail.bytes'), `${device.bytesIn} / ${device.bytesOut}`],
							[words('devices.columns.exchanges'), `${device.answered} / ${device.failed}`],
							[words('devices.columns.discarded'), String(device.discarded)],
						]}
					/>
				</section>
				<div className="service-column">
					<TestKeys device={device} service={service} />
					<CapturePanel device={device.device} service={service} />
				</div>
			</div>
		</div>
	);
}
