import { Button } from 'antd';
import { FileSpreadsheet, FileText } from 'lucide-react';
import { useState } from 'react';
import { type FileFormat, fileFormats } from '../../../domain/contracts/history-desk.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useLanguage, useWords } from '../../words/words.tsx';
import { leaveFile } from './leave-file.ts';
import type { Period } from './use-history.ts';

/** The figures that are shown, to be sent on. The platform makes the file; this machine says where it is. */
export function ExportFiles({ station, period }: { station: string; period: Period }) {
	const words = useWords('history');
	const { language } = useLanguage();
	const engine = useEngine();
	const [busy, setBusy] = useState(false);
	const [told, setTold] = useState<{ key: string; path: string } | null>(null);
	async function save(format: FileFormat) {
		setBusy(true);
		setTold(null);
		try {
			const answer = await engine.historyDesk(station, { do: 'file', ...period, format, language });
			if (!answer.ok || answer.do !== 'file') return setTold({ key: 'notMade', path: '' });
			const left = await leaveFile(answer.name, answer.base64);
			if (!left.ok) setTold({ key: left.code === 'disk-low' ? 'diskLow' : 'notWritten', path: '' });
			else if (left.path !== '') setTold({ key: 'kept', path: left.path });
		} finally {
			setBusy(false);
		}
	}
	return (
		<div className="export-keys">
			{fileFormats.map((format) => (
				<Button
					key={format}
					disabled={busy}
					icon={format === 'pdf' ? <FileText size={18} aria-hidden="true" /> : <FileSpreadsheet size={18} aria-hidden="true" />}
					onClick={() => void save(format)}
				>
					{words(`exports.${format}`)}
				</Button>
			))}
			<small role="status">{told ? words(`exports.${told.key}`, { path: told.path }) : ''}</small>
		</div>
	);
}
