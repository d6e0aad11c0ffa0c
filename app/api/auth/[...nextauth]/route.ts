import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/app/_server/auth-options";
import { contextOf } from "@/app/_server/session";

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own endpoints: the password's callback, the company's way there and back, CSRF tokens. */
const handler = (request: NextRequest, context: Context): Promise<Response> =>
  NextAuth(request as never, context as never, authOptions(contextOf(request.headers)));

export { handler as GET, handler as POST };
