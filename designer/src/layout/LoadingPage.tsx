import { Flex, Spin } from "antd";
import { type ReactNode, useEffect, useState } from "react";

const patienceMs = 300;

/** While a place loads; shows nothing at first, so that a fast one does not flicker. */
export function LoadingPage(): ReactNode {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Flex align="center" justify="center" style={{ minHeight: 240, height: "100%" }} aria-busy>
      {shown && <Spin size="large" />}
    </Flex>
  );
}
