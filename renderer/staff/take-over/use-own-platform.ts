/** How the platform program on this PC stands, asked again and again while somebody looks. */
import { useEffect, useState } from 'react';
import type { OwnPlatformState } from '../../../domain/contracts/own-platform.ts';

const lookEveryMs = 1_500;

/** `undefined`: not known yet; `null`: a browser, which has no machine. */
export function useOwnPlatform(): OwnPlatformState | null | undefined {
	const [state, setState] = useState<OwnPlatformState | null | undefined>(window.tidehall === undefined ? null : undefined);
	useEffect(() => {
		const bridge = window.tidehall;
		if (bridge === undefined) return;
		const look = () => void bridge.ownPlatform().then(setState, () => undefined);
		look();
		const timer = setInterval(look, lookEveryMs);
		return () => clearInterval(timer);
	}, []);
	return state;
}
