/** Every port of the machine, what is plugged in by its USB identity, and which declared devices stand on it; for one without, the lines to declare it. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { PortReport } from '../../domain/contracts/device.ts';
import { useWords } from '../words/words.tsx';
import type { DeviceService } from './device-service.ts';
import { PortDeclaration } from './port-declaration.tsx';
import { Refusal } from './refusal.tsx';
import { useAnswer } from './use-answer.ts';

const columns = ['path', 'usb', 'maker', 'devices'] as const;

export function PortsTable({ service, station }: { service: DeviceService; station: string }) {
	const words = useWords('technician');
	const { answer, refusal, ask } = useAnswer(service, 'ports');
	const [declaring, setDeclaring] = useState<string | null>(null);
	useEffect(() => ask({ do: 'ports' }), [ask]);
	const ports = answer?.ports ?? null;
	return (
		<section className="card" aria-label={words('ports.label')}>
			<header className="service-head">
				<h2>{words('ports.label')}</h2>
				<Button size="large" onClick={() => ask({ do: 'ports' })}>
					{words('ports.again')}
				</Button>
			</header>
			{refusal !== null && <Refusal code={refusal} />}
			{ports === null && refusal === null && <p className="nothing">{words('loading')}</p>}
			{ports !== null && ports.length === 0 && <p className="nothing">{words('ports.empty')}</p>}
			{ports !== null && ports.length > 0 && (
				<table className="service-table">
					<thead>
						<tr>
							{columns.map((column) => (
								<th key={column} scope="col">
									{words(`ports.columns.${column}`)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{ports.map((port) => (
							<PortRow key={port.path} port={port} declare={() => setDeclaring(port.path)} />
						))}
					</tbody>
				</table>
			)}
			{ports
				?.filter((port) => port.path === declaring)
				.map((port) => (
					<PortDeclaration key={port.path} port={port} ports={ports} station={station} close={() => setDeclaring(null)} />
				))}
		</section>
	);
}

function PortRow({ port, declare }: { port: PortReport; declare: () => void }) {
	const words = useWords('technician');
	return (
		<tr data-port={port.path} data-declared={port.devices.length > 0}>
			<th scope="row">
				<span className="long-name">{port.path}</span>
				{port.stablePath !== null && <small className="long-name">{port.stablePath}</small>}
			</th>
			<td>
				<span>{port.vendorId === null ? words('ports.noUsb') : `${port.vendorId}:${port.productId ?? '—'}`}</span>
				{port.serialNumber !== null && <small className="long-name">{words('ports.serial', { serial: port.serialNumber })}</small>}
			</td>
			<td>{port.manufacturer ?? '—'}</td>
			<td>
				{port.devices.length > 0 ? (
					port.devices.join(', ')
				) : (
					<span className="service-keys">
						<span className="chip" data-tone="wait">
							{words('ports.undeclared')}
						</span>
						<Button size="large" onClick={declare} aria-label={`${words('ports.declare')} ${port.path}`}>
							{words('ports.declare')}
						</Button>
					</span>
				)}
			</td>
		</tr>
	);
}
