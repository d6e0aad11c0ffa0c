import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/app/_server/auth-options";
import { contextOf } from "@/app/_server/session";

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own endpoints: the password's callback, the company's way there and back, CSRF tokens. */
const handler = async (request: NextRequest, context: Context): Promise<Response> => {
  if (!(await isReadable(request)))
    return Response.json({ message: "The body is no JSON." }, { status: 400 });
  return NextAuth(request as never, context as never, authOptions(contextOf(request.headers)));
};

/** next-auth reads JSON by itself, and answers 500 to what is none. */
const isReadable = async (request: NextRequest): Promise<boolean> => {
  if (request.method === "GET" || !request.headers.get("content-type")?.includes("application/json"))
    return true;
  return request
    .clone()
    .json()
    .then(
      () => true,
      () => false,
    );
};

export { handler as GET, handler as POST };
