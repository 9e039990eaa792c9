import { Button } from 'antd';
import { FileSpreadsheet, FileText } from 'lucide-react';
import { useState } from 'react';
import type { Reconciliation } from '../../../domain/contracts/reconciliation.ts';
import { csvOf } from '../../../domain/reconciliation/csv.ts';
import type { Speaker } from '../../../domain/reconciliation/in-words.ts';
import { paperOf } from '../../../domain/reconciliation/paper.ts';
import { tableOf } from '../../../domain/reconciliation/table.ts';
import { saveDocument } from '../../documents/save-document.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { leaveTable } from './leave-table.ts';

/** The report to be sent on, as a table or a PDF; also while cut off. Says where the file is. */
export function ExportKeys({ report, speaker }: { report: Reconciliation; speaker: Speaker }) {
	const { say } = speaker;
	const engine = useEngine();
	const [busy, setBusy] = useState(false);
	/** Key and path, so that it is said in the language that is read. */
	const [told, setTold] = useState<{ key: string; path: string } | null>(null);
	const name = `reconciliation-${report.day}`;

	async function leave(make: () => Promise<typeof told>) {
		setBusy(true);
		setTold(null);
		try {
			setTold(await make());
		} finally {
			setBusy(false);
		}
	}
	async function table() {
		const left = await leaveTable(`${name}.csv`, csvOf(tableOf(report, speaker)));
		if (left.ok) return left.path === '' ? null : { key: 'kept', path: left.path };
		return { key: left.code === 'disk-low' ? 'diskLow' : 'notWritten', path: '' };
	}
	async function paper() {
		const saved = await saveDocument(`${name}.pdf`, paperOf(report, speaker, engine.now()));
		if (!saved.ok) return { key: 'noPdf', path: '' };
		return saved.where === 'kept' ? { key: 'kept', path: saved.path } : null;
	}
	return (
		<div className="export-keys">
			<Button disabled={busy} icon={<FileSpreadsheet size={18} aria-hidden="true" />} onClick={() => void leave(table)}>
				{say('screen.csv')}
			</Button>
			<Button disabled={busy} icon={<FileText size={18} aria-hidden="true" />} onClick={() => void leave(paper)}>
				{say('screen.pdf')}
			</Button>
			<small role="status">{told ? say(`screen.${told.key}`, { path: told.path }) : ''}</small>
		</div>
	);
}
