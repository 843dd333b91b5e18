import Link from "next/link";
import { Message } from "@/app/_ui/message";

export default function NotFound() {
  return (
    <main id="main">
      <Message title="There is nothing at this address" actions={<Link href="/">Home</Link>}>
        <p>The link may be mistyped, or what it led to has another name now. All datasets are listed under Data.</p>
      </Message>
    </main>
  );
}
