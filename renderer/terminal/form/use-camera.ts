/** The document camera of this terminal: the one its plan names, and no other. Dead, unplugged or busy is a state with words, never an error. */
import { type RefObject, useEffect, useState } from 'react';

export type CameraState = 'starting' | 'live' | 'missing' | 'dead';
/** A camera that shows no picture for so long is dead, whatever it says. */
const silentMs = 8_000;

export function useCamera(label: string, on: boolean, video: RefObject<HTMLVideoElement | null>, turn: number): CameraState {
	const [state, setState] = useState<CameraState>('starting');
	// biome-ignore lint/correctness/useExhaustiveDependencies: each turn tries again
	useEffect(() => {
		if (!on) return;
		let here = true;
		let stream: MediaStream | null = null;
		setState('starting');
		const deadWhenSilent = () => setTimeout(() => here && setState((now) => (now === 'starting' ? 'dead' : now)), silentMs);
		let silent = deadWhenSilent();
		void open(label)
			.then(async (opened) => {
				if (!here) {
					stop(opened);
					return;
				}
				stream = opened;
				const [track] = opened.getVideoTracks();
				track?.addEventListener('ended', () => here && setState('dead'));
				// Still plugged in, but no picture comes any more: the last one would stand there as if it were live.
				track?.addEventListener('mute', () => {
					if (!here) return;
					clearTimeout(silent);
					silent = deadWhenSilent();
					setState((now) => (now === 'live' ? 'starting' : now));
				});
				track?.addEventListener('unmute', () => here && setState('live'));
				const element = video.current;
				if (element === null) return;
				element.srcObject = opened;
				await element.play();
				if (here) setState('live');
			})
			.catch((error: unknown) => here && setState(error instanceof Error && error.message === 'missing' ? 'missing' : 'dead'));
		return () => {
			here = false;
			clearTimeout(silent);
			if (stream) stop(stream);
			if (video.current) video.current.srcObject = null;
		};
	}, [label, on, video, turn]);
	return state;
}

function stop(stream: MediaStream): void {
	for (const track of stream.getTracks()) track.stop();
}

/** Names are told once the machine has allowed its camera; where they are not, the first picture shows which one it is and is let go of if it is another. */
async function open(label: string): Promise<MediaStream> {
	const media = navigator.mediaDevices;
	if (!media) throw new Error('missing');
	const wanted = { width: { ideal: 2592 }, height: { ideal: 1944 } };
	const bound = (text: string) => text.toLowerCase().includes(label.toLowerCase());
	const cameras = (await media.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
	if (cameras.length === 0) throw new Error('missing');
	const own = cameras.find((one) => one.label !== '' && bound(one.label));
	if (own) return await media.getUserMedia({ video: { ...wanted, deviceId: { exact: own.deviceId } }, audio: false });
	if (cameras.some((one) => one.label !== '')) throw new Error('missing');
	const first = await media.getUserMedia({ video: wanted, audio: false });
	if (bound(first.getVideoTracks()[0]?.label ?? '')) return first;
	stop(first);
	throw new Error('missing');
}
