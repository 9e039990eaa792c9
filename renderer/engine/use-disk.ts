/** How much room the disk of this machine has left, for a face that must say so. */
import { useEffect, useState } from 'react';
import type { DiskState } from '../../domain/contracts/disk.ts';

/** In a browser there is no machine to look after: always `well`. */
export function useDisk(): DiskState {
	const [disk, setDisk] = useState<DiskState>('well');
	useEffect(() => {
		const bridge = window.tidehall;
		if (bridge === undefined) return;
		let changed = false;
		const off = bridge.onDisk((state) => {
			changed = true;
			setDisk(state);
		});
		bridge
			.disk()
			.then((state) => changed || setDisk(state))
			.catch(() => undefined);
		return off;
	}, []);
	return disk;
}
