/** The bytes on a device's line for a while, as a file that may leave the hall: personal data was taken out before it came here (P1). */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Copyable } from './copyable.tsx';
import type { DeviceService } from './device-service.ts';
import { Refusal } from './refusal.tsx';

const lengths = [10, 30] as const;

export function CapturePanel({ device, service }: { device: string; service: DeviceService }) {
	const words = useWords('technician');
	const [left, setLeft] = useState<number | null>(null);
	const [text, setText] = useState<string | null>(null);
	const [refusal, setRefusal] = useState<string | null>(null);
	const taking = left !== null;
	useEffect(() => {
		if (!taking) return;
		const timer = setInterval(() => setLeft((seconds) => (seconds === null ? null : Math.max(0, seconds - 1))), 1_000);
		return () => clearInterval(timer);
	}, [taking]);

	async function take(seconds: number) {
		setText(null);
		setRefusal(null);
		setLeft(seconds);
		const answer = await service.ask({ do: 'capture', device, seconds });
		setLeft(null);
		if (answer.do === 'capture') setText(answer.text);
		else setRefusal(answer.do === 'refused' ? answer.code : 'malformed');
	}

	const lines = text === null ? 0 : text.split('\n').filter((line) => line !== '').length;
	return (
		<section className="card" aria-label={words('capture.title')}>
			<h3>{words('capture.title')}</h3>
			<p className="nothing">{words('capture.about')}</p>
			<div className="service-keys">
				{lengths.map((seconds) => (
					<Button key={seconds} size="large" disabled={taking} onClick={() => void take(seconds)}>
						{words('capture.take', { seconds })}
					</Button>
				))}
				{taking && <span role="status">{words('capture.taking', { seconds: left })}</span>}
			</div>
			{refusal !== null && <Refusal code={refusal} />}
			{text !== null && <Copyable title={words('capture.result', { lines })} text={text} rows={8} fileName={`${device}.capture.txt`} />}
		</section>
	);
}
