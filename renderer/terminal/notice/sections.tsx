/** Sections of the notice as text to read. */
import type { SaidLine, SaidSection } from '../../../domain/notice/said.ts';

export function Sections({ sections }: { sections: SaidSection[] }) {
	return sections.map(({ id, title, entries }) => (
		<section key={id} className="notice-section" data-section={id}>
			<h2 data-read>{title}</h2>
			{entries.map(({ head, lines }, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: entries of a section have no name of their own, and never change their order
				<div key={at}>
					{head !== null && (
						<h3 data-read>
							<Line line={head} />
						</h3>
					)}
					{lines.length > 0 && (
						<ul>
							{lines.map((line) => (
								<li key={`${line.text}${line.zh ?? ''}`} data-read>
									<Line line={line} />
								</li>
							))}
						</ul>
					)}
				</div>
			))}
		</section>
	));
}

/** A sentence that exists in Chinese alone is marked as Chinese, for those who read it and for what reads it aloud. */
function Line({ line: { text, zh } }: { line: SaidLine }) {
	if (zh === undefined) return text;
	return (
		<>
			{text}
			<span lang="zh-CN">{zh}</span>
		</>
	);
}
