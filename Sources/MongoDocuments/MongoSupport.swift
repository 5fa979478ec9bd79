/// Whether this program was built with the MongoDB engine, for whoever chooses an engine.
package enum MongoSupport {
    #if MongoDB
        package static let isBuiltIn = true
    #else
        package static let isBuiltIn = false
    #endif

    /// What to tell an owner who asks for MongoDB in a build without it.
    package static let howToGetIt = """
        This Kinora was built without its MongoDB engine. Install the Debian packages libmongoc-dev and pkg-config and build with \
        “swift build --traits MongoDB”.
        """
}
