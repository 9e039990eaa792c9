import { Button } from 'antd';
import { ArrowLeft } from 'lucide-react';
import { useMemo } from 'react';
import { useEngine } from '../engine/use-engine.tsx';
import { remoteService } from '../technician/device-service.ts';
import { ServiceScreen } from '../technician/service-screen.tsx';
import { useWords } from '../words/words.tsx';

/** The technician's screen for another station's machine, asked through the platform. `seat`: the manager's own. */
export function RemoteDevices({ seat, station, back }: { seat: string; station: string; back: () => void }) {
	const words = useWords('technician');
	const engine = useEngine();
	const service = useMemo(() => remoteService(engine, seat, station), [engine, seat, station]);
	return (
		<ServiceScreen
			service={service}
			station={station}
			lead={
				<>
					<Button size="large" icon={<ArrowLeft size={20} aria-hidden="true" />} onClick={back}>
						{words('remote.back')}
					</Button>
					<h2>{words('remote.title', { station })}</h2>
					<small>{words('remote.note')}</small>
				</>
			}
		/>
	);
}
