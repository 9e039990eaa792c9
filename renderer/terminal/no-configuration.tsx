/** Before any configuration is known there is no wording either: the one page whose words stand in the code, in both languages. */
import { Mark } from '../design/mark.tsx';

export function NoConfiguration({ code }: { code: string }) {
	return (
		<div className="terminal">
			<div className="frame" data-screen="out-of-use">
				<header className="top">
					<Mark size={60} />
				</header>
				<main className="content centred">
					<div className="title" role="status">
						<h1 data-size="hero">这台机器停用，请到导办台</h1>
						<p className="lead" lang="en">
							This machine is out of use. Please go to reception.
						</p>
					</div>
					<p className="small-code">{code}</p>
				</main>
			</div>
		</div>
	);
}
