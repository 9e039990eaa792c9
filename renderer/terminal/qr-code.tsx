import { create } from 'qrcode';

/** A QR code as one path, with the quiet zone of four modules that scanners need. Black on white in every theme. */
export function QrCode({ text, size, label }: { text: string; size: number; label: string }) {
	const { modules } = create(text, { errorCorrectionLevel: 'M' });
	const side = modules.size + 8;
	let path = '';
	for (let row = 0; row < modules.size; row += 1) {
		for (let column = 0; column < modules.size; column += 1) {
			if (modules.get(row, column)) path += `M${column + 4} ${row + 4}h1v1h-1z`;
		}
	}
	return (
		<svg
			className="qr"
			role="img"
			aria-label={label}
			width={size}
			height={size}
			viewBox={`0 0 ${side} ${side}`}
			shapeRendering="crispEdges"
		>
			<title>{label}</title>
			<rect className="qr-paper" width={side} height={side} />
			<path className="qr-ink" d={path} />
		</svg>
	);
}
