/** The technician's screen at a station: over the face it was opened from, until it is closed or nobody touches it. */
import { useMemo } from 'react';
import type { FaceInfo } from '../../domain/contracts/bridge.ts';
import { useEngineView, useNow } from '../engine/use-engine.tsx';
import { LinkChip } from '../staff/link-chip.tsx';
import { TopBar } from '../staff/top-bar.tsx';
import { useDates, useSay, useWords } from '../words/words.tsx';
import { localService } from './device-service.ts';
import { IdleStrip } from './idle-strip.tsx';
import { ServiceScreen } from './service-screen.tsx';

type Machine = Pick<NonNullable<typeof window.tidehall>, 'service' | 'closeService'>;

export function TechnicianFace({ face, machine }: { face: FaceInfo; machine: Machine }) {
	const words = useWords('technician');
	const say = useSay();
	const dates = useDates();
	const view = useEngineView();
	const now = useNow(1_000);
	const service = useMemo(() => localService(machine), [machine]);
	const close = () => void machine.closeService().catch(() => {});
	const station = face.station ?? face.seats[0]?.station ?? '';
	return (
		<div className="technician">
			<TopBar
				title={words('title')}
				note={[words('at', { station }), view.plan ? say(view.plan.name) : ''].filter(Boolean).join('　')}
				status={<LinkChip view={view} down={words('link.down', { time: dates.time(view.heardAt ?? view.linkSince) })} />}
				staff={null}
				now={now}
				tools={
					<button type="button" className="top-button" onClick={close}>
						{words('close')}
					</button>
				}
			/>
			<main className="technician-main">
				<IdleStrip close={close} />
				<ServiceScreen service={service} station={station} />
			</main>
		</div>
	);
}
