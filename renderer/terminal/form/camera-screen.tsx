/** Photographing one material, page by page: live picture, the still to look at, turn, take again, keep. */
import { Camera, Check, FileText, RotateCcw, RotateCw, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Key } from '../../design/key.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useForm } from './form-place.tsx';
import type { FormScreen } from './form-screen.ts';
import { drawn, jpegOf, wipeCanvas } from './picture.ts';
import { useCamera } from './use-camera.ts';

export function CameraScreen({ screen }: { screen: Extract<FormScreen, { at: 'camera' }> }) {
	const words = useWords('form');
	const applications = useWords('applications');
	const say = useSay();
	const { send, station } = useTerminal();
	const { desk, view } = useForm();
	const video = useRef<HTMLVideoElement>(null);
	const place = useRef<HTMLDivElement>(null);
	const still = useRef<HTMLCanvasElement | null>(null);
	const [taken, setTaken] = useState<number | null>(null);
	const [turn, setTurn] = useState(0);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const state = useCamera(station.camera?.label ?? '', station.camera !== undefined && taken === null, video, turn);
	// The still lies in memory only as long as somebody looks at it.
	useEffect(
		() => () => {
			if (still.current) wipeCanvas(still.current);
			still.current = null;
		},
		[],
	);
	useEffect(() => {
		if (taken === null || still.current === null || place.current === null) return;
		const shown = drawn(still.current, taken, 1200);
		shown.setAttribute('role', 'img');
		shown.setAttribute('aria-label', words('camera.still'));
		place.current.replaceChildren(shown);
		return () => wipeCanvas(shown);
	}, [taken, words]);
	if (view.stage !== 'open') return null;
	const one = view.materials.find(({ material }) => material.code === screen.material);
	const pages = view.attachments.filter(({ material }) => material === screen.material);
	const back = () => send({ type: 'back' });

	function take() {
		if (video.current === null || video.current.videoWidth === 0) return;
		still.current = drawn(video.current, 0);
		setProblem(null);
		setTaken(0);
	}
	function again() {
		if (still.current) wipeCanvas(still.current);
		still.current = null;
		setTaken(null);
	}
	async function keep() {
		if (still.current === null || taken === null) return;
		setBusy(true);
		const kept = await jpegOf(drawn(still.current, taken))
			.then((bytes) => desk.attach(screen.material, 'image/jpeg', bytes))
			.catch(() => 'store-failed' as const);
		setBusy(false);
		if (kept === true) {
			desk.choose(screen.material, 'attached');
			again();
		} else setProblem(kept === 'no-machine' || kept === 'machine-silent' ? 'store-failed' : kept);
	}
	const without = state === 'dead' || state === 'missing' || station.camera === undefined;
	return (
		<Frame
			title={one ? say(one.material.name) : words('camera.title')}
			lead={taken === null ? words(without ? 'camera.deadLead' : 'camera.lead') : words('camera.look')}
			step="fill"
			dense
			foot={
				taken === null ? (
					<>
						<Key className="beside" onClick={back}>
							{words('camera.done', { count: pages.length })}
						</Key>
						{!without && (
							<Key className="primary" kind="filled" disabled={state !== 'live'} onClick={take}>
								<Camera size={52} aria-hidden="true" />
								{words('camera.take')}
							</Key>
						)}
					</>
				) : (
					<>
						<Key className="beside" onClick={again}>
							<RotateCcw size={44} aria-hidden="true" />
							{words('camera.again')}
						</Key>
						<Key className="primary" kind="filled" disabled={busy} onClick={() => void keep()}>
							<Check size={52} aria-hidden="true" />
							{words('camera.keep')}
						</Key>
					</>
				)
			}
		>
			{taken === null && !without && (
				<div className="camera-picture" data-state={state}>
					<video ref={video} muted playsInline aria-label={words('camera.live')} />
					{state === 'starting' && <p className="hint">{words('camera.starting')}</p>}
				</div>
			)}
			{taken !== null && (
				<>
					<div ref={place} className="camera-picture" data-state="still" />
					<div className="options">
						<Key className="option" onClick={() => setTaken((taken + 1) % 4)}>
							<RotateCw size={40} aria-hidden="true" />
							{words('camera.turn')}
						</Key>
					</div>
				</>
			)}
			{problem !== null && (
				<section className="notice" data-tone="wait" role="alert">
					<p>
						{applications(`refused.${problem}.text`)}
						<br />
						{words('camera.paperInstead')}
					</p>
				</section>
			)}
			{without && (
				<section className="notice" data-tone="wait" role="alert">
					<FileText size={64} aria-hidden="true" />
					<p>{words(`camera.${state === 'missing' ? 'missing' : 'dead'}`)}</p>
				</section>
			)}
			{without && (
				<div className="options">
					<Key
						className="option"
						kind="soft"
						onClick={() => {
							desk.choose(screen.material, pages.length > 0 ? 'attached' : 'on-paper');
							back();
						}}
					>
						{words('camera.bringPaper')}
					</Key>
					{station.camera !== undefined && (
						<Key className="option" onClick={() => setTurn(turn + 1)}>
							{words('camera.tryAgain')}
						</Key>
					)}
				</div>
			)}
			{pages.length > 0 && (
				<ol className="camera-pages">
					{pages.map(({ id }, index) => (
						<li key={id}>
							<span>{words('camera.page', { page: index + 1 })}</span>
							<Key className="small-key" aria-label={words('camera.removePage', { page: index + 1 })} onClick={() => void desk.detach(id)}>
								<Trash2 size={32} aria-hidden="true" />
								{words('rows.remove')}
							</Key>
						</li>
					))}
				</ol>
			)}
		</Frame>
	);
}
