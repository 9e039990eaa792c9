/** Text to take away: shown, copied at a press, and saved where the page may save (a browser; the app itself writes no files). */
import { Button } from 'antd';
import { Copy, Download } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../words/words.tsx';

export function Copyable({ title, text, rows, fileName }: { title: string; text: string; rows: number; fileName?: string }) {
	const words = useWords('technician');
	const id = useId();
	const box = useRef<HTMLTextAreaElement>(null);
	const [copied, setCopied] = useState<boolean | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: other text was not copied yet
	useEffect(() => setCopied(null), [text]);
	return (
		<div className="copyable">
			<label htmlFor={id}>{title}</label>
			<textarea id={id} ref={box} readOnly rows={rows} value={text} spellCheck={false} wrap="off" />
			<div className="service-keys">
				<Button size="large" icon={<Copy size={20} aria-hidden="true" />} onClick={() => void copy().then(setCopied)}>
					{words('capture.copy')}
				</Button>
				{fileName !== undefined && window.tidehall === undefined && (
					<Button size="large" icon={<Download size={20} aria-hidden="true" />} onClick={() => save(text, fileName)}>
						{words('capture.save')}
					</Button>
				)}
				<span role="status">{copied === null ? '' : words(copied ? 'capture.copied' : 'capture.notCopied')}</span>
			</div>
		</div>
	);

	/** The app gives its pages no right to the clipboard; what a person selects may be copied all the same. */
	async function copy(): Promise<boolean> {
		try {
			await navigator.clipboard.writeText(text);
			return true;
		} catch {
			box.current?.select();
			return document.execCommand('copy');
		}
	}
}

function save(text: string, fileName: string) {
	const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
	const link = document.createElement('a');
	link.href = address;
	link.download = fileName;
	link.click();
	URL.revokeObjectURL(address);
}
