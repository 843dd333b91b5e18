import { Message } from "@/app/_ui/message";

/** In place of a page of the studio for somebody who may not see it. */
export const ForAnalysts = ({ words }: { words: string }) => (
  <Message title="For analysts" inside>
    <p>{words}</p>
  </Message>
);
