import { Button } from 'antd';
import { useId, useState } from 'react';
import type { PortReport } from '../../domain/contracts/device.ts';
import { useWords } from '../words/words.tsx';
import { Copyable } from './copyable.tsx';
import { type DeviceKind, declarationOf, foundBy, kindsToDeclare } from './declaration.ts';
import { useWordsOf } from './use-words-of.ts';

/** The lines for `devices.yaml`, by what is said to be plugged in. */
export function PortDeclaration(props: { port: PortReport; ports: PortReport[]; station: string; close: () => void }) {
	const { port, ports, station, close } = props;
	const words = useWords('technician');
	const of = useWordsOf();
	const id = useId();
	const [kind, setKind] = useState<DeviceKind>('printer');
	return (
		<div className="port-declaration">
			<div className="service-keys">
				<label htmlFor={id}>{words('ports.kind')}</label>
				<select id={id} value={kind} onChange={(event) => setKind(event.target.value as DeviceKind)}>
					{kindsToDeclare.map((each) => (
						<option key={each} value={each}>
							{of.kind(each)}
						</option>
					))}
				</select>
				<Button size="large" onClick={close}>
					{words('ports.close')}
				</Button>
			</div>
			<p className="nothing">
				{words(foundBy(port, ports) === 'usb' ? 'ports.byUsb' : 'ports.byPath')} {words('ports.snippetAbout')}
			</p>
			<Copyable title={words('ports.snippet')} text={declarationOf(port, ports, kind, station)} rows={6} />
		</div>
	);
}
