import Configuration

extension SettingsReader {
    /// The one engine that was given, or SQLite in the data folder.
    /// - Throws: `SettingsFailure` when more than one was given: which of them is meant is not to be guessed.
    func engine(_ data: String) throws -> EngineChoice {
        let mongodb = try flags.mongodb.map(Secret.init) ?? secret("mongodb-uri")
        let videoAPI = flags.videoAPI ?? text("video-api-url")
        switch (mongodb, videoAPI) {
        case (nil, nil): return .sqlite(path: House.databasePath(in: data))
        case (let address?, nil): return try EngineAddress.checkedMongoDB(address, "mongodb-uri")
        case (nil, let url?): return .remote(url: try EngineAddress.checkedURL(url, "video-api-url"), token: try token())
        case (_?, _?):
            throw SettingsFailure(
                sentence: "Both MongoDB (mongodb-uri) and a Video API (video-api-url) are given, and the documents can only be in one of "
                    + "them. Take one away from the flags, the environment (KINORA_MONGODB_URI, KINORA_VIDEO_API_URL) or kinora.yaml.")
        }
    }

    /// The Video API's token.
    func token() throws -> Secret? {
        if let file = flags.videoAPITokenFile { return try Secret.inFile(file, for: "video-api-token-file") }
        return try secret("video-api-token")
    }

    /// A setting that can also be given as a file: the same key with `-file` behind it.
    func secret(_ key: String) throws -> Secret? {
        let given = text(key, isSecret: true)
        guard let file = text("\(key)-file") else { return given.map(Secret.init) }
        guard given == nil else {
            throw SettingsFailure(sentence: "Both \(key) and \(key)-file are given; take one of them away.")
        }
        return try Secret.inFile(file, for: "\(key)-file")
    }
}
