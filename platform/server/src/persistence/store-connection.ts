import mongoose from "mongoose";

/** Under this class modules ask for the connection to the store. */
export const StoreConnection = mongoose.Connection;
