/** A signature by finger: kept as a picture with the form, taken anew as often as wanted, or given at the window by whoever cannot draw here. */
import { Check, PenLine, RotateCcw } from 'lucide-react';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { FormField } from '../../../domain/form/form.ts';
import { signatureOf } from '../../../domain/form/signature-of.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { useForm } from './form-place.tsx';

const size = { width: 960, height: 420 };
/** Shorter lines together than this are a slip of the finger, not a signature. */
const leastLength = 120;

export function Signature({ field }: { field: FormField }) {
	const words = useWords('form');
	const { desk, view } = useForm();
	const canvas = useRef<HTMLCanvasElement>(null);
	const drawn = useRef({ length: 0, from: null as { x: number; y: number } | null });
	const [enough, setEnough] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const [busy, setBusy] = useState(false);
	const material = signatureOf(field.key);
	useEffect(() => {
		const element = canvas.current;
		// A signature left on a canvas is a signature left on the screen.
		return () => element?.getContext('2d')?.clearRect(0, 0, size.width, size.height);
	}, []);
	if (view.stage !== 'open') return null;
	const answer = view.answers[field.key];

	const place = (event: PointerEvent<HTMLCanvasElement>) => {
		const box = event.currentTarget.getBoundingClientRect();
		return { x: ((event.clientX - box.left) * size.width) / box.width, y: ((event.clientY - box.top) * size.height) / box.height };
	};
	const draw = (event: PointerEvent<HTMLCanvasElement>) => {
		const { from } = drawn.current;
		const pen = canvas.current?.getContext('2d');
		if (from === null || !pen) return;
		const to = place(event);
		// Ink on white, whatever the colours of the screen: it will be printed.
		Object.assign(pen, { lineWidth: 7, lineCap: 'round', lineJoin: 'round', strokeStyle: 'black' });
		pen.beginPath();
		pen.moveTo(from.x, from.y);
		pen.lineTo(to.x, to.y);
		pen.stroke();
		drawn.current = { length: drawn.current.length + Math.hypot(to.x - from.x, to.y - from.y), from: to };
		if (drawn.current.length > leastLength) setEnough(true);
	};
	const clear = () => {
		canvas.current?.getContext('2d')?.clearRect(0, 0, size.width, size.height);
		drawn.current = { length: 0, from: null };
		setEnough(false);
		setProblem(null);
	};
	async function removeOld() {
		if (view.stage !== 'open') return;
		for (const one of view.attachments.filter((each) => each.material === material)) await desk.detach(one.id);
	}
	async function keep() {
		const element = canvas.current;
		const blob = element === null ? null : await new Promise<Blob | null>((done) => element.toBlob(done, 'image/png'));
		if (blob === null) return;
		setBusy(true);
		await removeOld();
		const kept = await desk.attach(material, 'image/png', new Uint8Array(await blob.arrayBuffer()));
		setBusy(false);
		if (kept === true) desk.answer(field.key, 'signed');
		else setProblem(kept);
	}
	if (answer === 'signed' || answer === 'at-window')
		return (
			<div className="from-card">
				<Check size={44} aria-hidden="true" />
				<span className="from-card-value">{words(answer === 'signed' ? 'sign.done' : 'sign.window')}</span>
				<Key
					className="small-key"
					onClick={() => {
						drawn.current = { length: 0, from: null };
						setEnough(false);
						void removeOld();
						desk.answer(field.key, '');
					}}
				>
					<RotateCcw size={32} aria-hidden="true" />
					{words('sign.again')}
				</Key>
			</div>
		);
	return (
		<div className="sign">
			<canvas
				ref={canvas}
				{...size}
				role="img"
				aria-label={words('sign.how')}
				onPointerDown={(event) => {
					event.currentTarget.setPointerCapture?.(event.pointerId);
					drawn.current.from = place(event);
				}}
				onPointerMove={draw}
				onPointerUp={() => {
					drawn.current.from = null;
				}}
				onPointerCancel={() => {
					drawn.current.from = null;
				}}
			/>
			<p className="hint">
				<PenLine size={40} aria-hidden="true" />
				{words('sign.how')}
			</p>
			{problem !== null && (
				<p className="field-problem" role="alert">
					{words('sign.notKept')}
				</p>
			)}
			<div className="options">
				<Key className="option" kind={enough ? 'filled' : 'outlined'} disabled={!enough || busy} onClick={() => void keep()}>
					{words('sign.keep')}
				</Key>
				<Key className="option" onClick={clear}>
					{words('sign.clear')}
				</Key>
				<Key className="option" onClick={() => desk.answer(field.key, 'at-window')}>
					{words('sign.atWindow')}
				</Key>
			</div>
		</div>
	);
}
