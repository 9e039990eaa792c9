import { Button } from 'antd';
import { PackageOpen } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../words/words.tsx';
import type { DeviceService } from './device-service.ts';

/** Makes the file for whoever mends this machine, and says where it lies; it takes some seconds for each device. */
export function BundleKey({ service }: { service: DeviceService }) {
	const words = useWords('technician');
	const [busy, setBusy] = useState(false);
	const [told, setTold] = useState<{ key: string; path: string } | null>(null);
	async function make() {
		setBusy(true);
		setTold({ key: 'bundle.making', path: '' });
		const answer = await service.ask({ do: 'bundle' });
		setBusy(false);
		setTold(answer.do === 'bundle' ? { key: 'bundle.made', path: answer.path } : { key: 'bundle.notMade', path: '' });
	}
	return (
		<>
			<Button size="large" disabled={busy} icon={<PackageOpen size={18} aria-hidden="true" />} onClick={() => void make()}>
				{words('bundle.make')}
			</Button>
			<small role="status" className="service-told">
				{told ? words(told.key, { path: told.path }) : ''}
			</small>
		</>
	);
}
