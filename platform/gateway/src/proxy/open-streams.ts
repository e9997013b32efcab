/** An answer or connection that stays open for as long as both sides like. */
export interface OpenStream {
  transport: "event-stream" | "websocket";
  /** Ends it in order: the gateway stops, or its caller may no longer use it. */
  end(reason: "stopping" | "refused"): void;
  isAllowed(): boolean;
}

/** All streams of a gateway. Their callers are looked at again and again, as no further request would show that they lost their right. */
export class OpenStreams {
  private readonly streams = new Set<OpenStream>();
  private readonly timer: NodeJS.Timeout;
  private readonly onCount: (transport: OpenStream["transport"], count: number) => void;

  constructor(onCount: (transport: OpenStream["transport"], count: number) => void, checkEveryMs = 1_000) {
    this.onCount = onCount;
    this.timer = setInterval(() => this.check(), checkEveryMs);
    this.timer.unref();
  }

  /** Keeps a stream until the given function is called. */
  add(stream: OpenStream): () => void {
    this.streams.add(stream);
    this.onCount(stream.transport, 1);
    return () => {
      if (this.streams.delete(stream)) this.onCount(stream.transport, -1);
    };
  }

  endAll(): void {
    for (const stream of this.streams) stream.end("stopping");
  }

  close(): void {
    clearInterval(this.timer);
  }

  private check(): void {
    for (const stream of this.streams) if (!stream.isAllowed()) stream.end("refused");
  }
}
