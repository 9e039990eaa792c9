/** The key of a second step as a picture, for the camera of a phone. Who cannot see it types the key that stands beside it. */
import { QRCode } from 'antd';

/** What the largest code of Ant Design’s usual level (M) takes, in bytes; beyond it the library throws, and the whole page would be gone. */
const mostBytes = 2_331;

export function KeyPicture({ address, size }: { address: string; size: number }) {
	if (new TextEncoder().encode(address).length > mostBytes) return null;
	return (
		<div aria-hidden="true">
			<QRCode value={address} size={size} bordered={false} />
		</div>
	);
}
