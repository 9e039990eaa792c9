import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Sheet } from '../../../domain/tide/past-day/sheets.ts';
import { useWords } from '../../words/words.tsx';
import { SheetTable } from './sheet-table.tsx';

/** A chart, and the same figures as a table for those who read better than they see. */
export function FigureCard({
	name,
	note,
	sheet,
	children,
	className = '',
}: {
	name: string;
	note: string;
	sheet: Sheet;
	children: ReactNode;
	className?: string;
}) {
	const words = useWords('history');
	const [asTable, setAsTable] = useState(false);
	return (
		<section className={`card history-figure ${className}`} aria-label={name}>
			<header>
				<h2>{name}</h2>
				<small>{note}</small>
				<Button size="small" onClick={() => setAsTable(!asTable)}>
					{words(asTable ? 'chart' : 'table')}
				</Button>
			</header>
			{asTable || sheet.rows.length === 0 ? <SheetTable sheet={sheet} /> : children}
		</section>
	);
}
