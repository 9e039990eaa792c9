/** The technician's way in from any face of the app: hidden, never in a citizen's way, and not there at all in a browser. */
import { useEffect, useState } from 'react';
import { DoorPad } from './door-pad.tsx';
import { watchForHold } from './hold-mark.ts';
import './service-door.css';

export function ServiceDoor() {
	const [open, setOpen] = useState(false);
	useEffect(() => {
		if (!window.tidehall) return;
		return watchForHold(() => {
			// Never a dialog on a dialog: what is asked there comes first.
			if (document.querySelector('dialog[open]') === null) setOpen(true);
		});
	}, []);
	const bridge = window.tidehall;
	if (!open || !bridge) return null;
	return <DoorPad openService={(code) => bridge.openService(code)} close={() => setOpen(false)} />;
}
