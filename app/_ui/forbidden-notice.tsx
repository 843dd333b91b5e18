import { Message } from "./message";

/** The page of something that the viewer's organisation does not subscribe to. */
export function ForbiddenNotice({ sentence }: { sentence: string }) {
  return (
    <Message title="Not part of your subscription" inside>
      <p>{sentence} Ask your administrator, or write to us to add it.</p>
    </Message>
  );
}
