// swift-tools-version: 6.2
import PackageDescription

// A folder under Sources/ is a target and a word of the vocabulary. Read the list from bottom to top: arrows only point down.

let package = Package(
    name: "kinora",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "kinora", targets: ["Kinora"])
    ],
    traits: [
        .trait(
            name: "MongoDB", description: "The document store on MongoDB; needs the official C driver (Debian: libmongoc-dev, pkg-config)")
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: ["FullFoundation"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.36.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    ],
    targets: [
        // The one room where everything meets: commands, configuration, composition root.
        .executableTarget(
            name: "Kinora",
            dependencies: [
                "KinoraWebsite", "KinoraVideoAPI", "KinoraDelivery", "KinoraGate", "KinoraPreparation", "KinoraRecommendation",
                "KinoraViewing",
                "KinoraAccounts", "KinoraBilling", "KinoraWebhooks",
                "KinoraCatalogue", "KinoraMedia", "KinoraDocuments", "KinoraKernel", "KinoraSQLiteDocuments", "KinoraMongoDocuments",
                "KinoraRemoteDocuments", "KinoraSQLiteSpeech",
                "KinoraMediaTools", "KinoraPartners", "KinoraBolt", "KinoraNeo4jGraph",
                .argumentParser, .configuration, .httpTypes, .hummingbird, .hummingbirdCore, .logging, .serviceLifecycle, .unixSignals,
                .nioCore,
                .nioPosix, .subprocess,
                .systemPackage, .nioSSL, .nioCertificates,
            ],
            path: "Sources/Kinora",
            swiftSettings: .house
        ),

        // HTTP.
        .room(
            "Website",
            over: [
                "Gate", "Accounts", "Billing", "Catalogue", "Preparation", "Recommendation", "Viewing", "Webhooks", "Documents", "Media",
                "Kernel",
            ],
            [.hummingbird, .mustache, .logging, .httpTypes, .nioCore, .serviceLifecycle], resources: [.copy("Templates"), .copy("Assets")]),
        .room(
            "Delivery", over: ["Gate", "Catalogue", "Media", "Kernel"],
            [.hummingbird, .httpTypes, .nioCore, .nioFileSystem, .logging, .systemPackage]),
        .room(
            "VideoAPI", over: ["Gate", "Documents", "Kernel"],
            [.hummingbird, .httpTypes, .nioCore, .logging, .crypto]),
        .room(
            "Gate", over: ["Kernel"],
            [
                .hummingbird, .hummingbirdCore, .hummingbirdHTTP2, .httpTypes, .nioCore, .nioHTTP1, .nioHTTPTypes, .nioHTTPTypesHTTP1,
                .nioSSL, .nioTLS, .logging,
            ]),

        // Domains.
        .room("Preparation", over: ["Catalogue", "Media", "Documents", "Kernel"], [.logging, .systemPackage]),
        .room("Accounts", over: ["Documents", "Kernel"], [.crypto, .cryptoExtras, "CArgon2"], resources: [.copy("Texts")]),
        .systemLibrary(
            name: "CArgon2", path: "Sources/CArgon2", pkgConfig: "libargon2",
            providers: [.apt(["libargon2-dev", "pkg-config"]), .brew(["argon2"])]),
        .room("Billing", over: ["Catalogue", "Documents", "Kernel"], []),
        .room("Recommendation", over: ["Kernel"], []),
        .room("Viewing", over: ["Catalogue", "Documents", "Kernel"], []),
        .room("Webhooks", over: ["Documents", "Kernel"], [.crypto]),
        .room("Catalogue", over: ["Media", "Documents", "Kernel"], []),
        .room("Media", over: ["Kernel"], []),
        .room("Documents", over: ["Kernel"], []),
        .room("Kernel", over: [], [.crypto]),

        // Adapters, each speaking one foreign thing, known to Kinora alone.
        .room("SQLiteDocuments", over: ["Documents", "Kernel"], [.grdb]),
        .room("SQLiteSpeech", over: ["Catalogue", "Media", "Kernel"], [.grdb]),
        .systemLibrary(
            name: "CMongoC", path: "Sources/CMongoC", pkgConfig: "libmongoc-1.0",
            providers: [.apt(["libmongoc-dev", "pkg-config"]), .brew(["mongo-c-driver"])]),
        .room(
            "MongoDocuments", over: ["Documents", "Kernel"],
            [.target(name: "CMongoC", condition: .when(traits: ["MongoDB"])), .nioPosix, .logging]),
        .room("RemoteDocuments", over: ["Documents", "Kernel"], [.asyncHTTPClient, .nioCore, .nioHTTP1, .nioPosix, .logging]),
        .room(
            "Partners", over: ["Preparation", "Accounts", "Billing", "Webhooks", "Catalogue", "Documents", "Kernel"],
            [.asyncHTTPClient, .crypto, .cryptoExtras, .jwtKit, .nioCore, .nioHTTP1, .nioPosix, .nioSSL, .logging, .swiftASN1, .x509]),
        // A client of graph databases, of use without the rest.
        .room("Bolt", over: [], [.nioCore, .nioPosix, .nioSSL]),
        .room("Neo4jGraph", over: ["Bolt", "Recommendation", "Kernel"], []),
        .room("MediaTools", over: ["Preparation", "Media", "Kernel"], [.subprocess, .systemPackage, .logging]),

        // Measures; see Benchmarks/run.
        .executableTarget(
            name: "KinoraBenchmarks",
            dependencies: [
                "KinoraPreparation", "KinoraRecommendation", "KinoraCatalogue", "KinoraDocuments", "KinoraKernel",
                "KinoraSQLiteDocuments", "KinoraMongoDocuments",
                "KinoraRemoteDocuments", "KinoraVideoAPI", "KinoraViewing", "KinoraGate", "KinoraDelivery", "KinoraMedia",
                "KinoraSQLiteSpeech",
                .argumentParser, .hummingbird, .logging, .nioCore,
            ],
            path: "Benchmarks/KinoraBenchmarks",
            swiftSettings: .house
        ),

        // Tests.
        .room("DocumentContract", over: ["Documents", "Kernel"], [], path: "Tests/DocumentContract"),
        .tests("Kernel", over: []),
        .executableTarget(
            name: "store-writer", dependencies: ["KinoraDocuments", "KinoraSQLiteDocuments", "KinoraKernel"], path: "Tests/StoreWriter",
            swiftSettings: .house),
        .tests(
            "Documents",
            over: ["Kernel", "DocumentContract", "SQLiteDocuments", "MongoDocuments", "RemoteDocuments", "VideoAPI", "Gate"],
            [
                .grdb, .grdbSQLite, .subprocess, .systemPackage, "store-writer", .hummingbird, .hummingbirdTesting, .httpTypes, .nioCore,
                .nioPosix,
                .asyncHTTPClient, .logging,
            ]),
        .tests(
            "VideoAPI", over: ["Gate", "Documents", "SQLiteDocuments", "Kernel"],
            [.hummingbird, .hummingbirdTesting, .httpTypes, .nioCore, .nioPosix, .subprocess, .systemPackage]),
        .tests(
            "Accounts", over: ["Documents", "DocumentContract", "SQLiteDocuments", "Kernel"],
            [.crypto, .cryptoExtras, .subprocess, .systemPackage]),
        .tests("Billing", over: ["Catalogue", "Documents", "SQLiteDocuments", "Kernel"]),
        .executableTarget(
            name: "snapshot-writer", dependencies: ["KinoraRecommendation", "KinoraKernel"], path: "Tests/SnapshotWriter",
            swiftSettings: .house),
        .tests("Recommendation", over: ["Kernel"], [.subprocess, .systemPackage, "snapshot-writer"]),
        .tests("Webhooks", over: ["Documents", "SQLiteDocuments", "Kernel"], [.crypto]),
        .tests("SQLiteSpeech", over: ["Catalogue", "Documents", "Media", "Kernel"], [.grdb]),
        .tests("Viewing", over: ["Catalogue", "Documents", "SQLiteDocuments", "Kernel"]),
        .tests("Media", over: ["Kernel"], [.subprocess]),
        .tests("Catalogue", over: ["Documents", "DocumentContract", "SQLiteDocuments", "Media", "Kernel"]),
        .tests(
            "Preparation", over: ["Catalogue", "Documents", "SQLiteDocuments", "Media", "MediaTools", "Kernel"],
            [.subprocess, .systemPackage, .logging]),
        .tests(
            "Partners",
            over: ["Preparation", "Accounts", "Billing", "Webhooks", "Catalogue", "Documents", "Media", "Kernel", "Certificates"],
            [.asyncHTTPClient, .crypto, .jwtKit, .subprocess, .systemPackage, .nioCore, .nioPosix, .nioHTTP1, .logging, .x509]),
        .tests("Bolt", over: ["GraphServer"], [.nioCore, .nioPosix, .nioSSL]),
        .room("GraphServer", over: ["Bolt"], [], path: "Tests/GraphServer"),
        .room("Certificates", over: [], [.crypto, .nioSSL, .swiftASN1, .x509], path: "Tests/Certificates"),
        .tests("Neo4jGraph", over: ["Bolt", "Recommendation", "Kernel", "GraphServer"], []),
        .tests(
            "Gate", over: ["Kernel", "Certificates"],
            [
                .hummingbird, .hummingbirdTesting, .httpTypes, .nioCore, .nioEmbedded, .nioHTTPTypes, .nioPosix, .nioSSL, .nioHTTP1,
                .asyncHTTPClient, .logging,
            ]),
        .tests(
            "Delivery", over: ["Gate", "Media", "Catalogue", "Kernel", "Certificates"],
            [.hummingbird, .hummingbirdTesting, .httpTypes, .nioCore, .nioPosix, .nioHTTP1, .nioSSL, .asyncHTTPClient]),
        .tests(
            "Website",
            over: [
                "Gate", "Accounts", "Billing", "Catalogue", "Preparation", "Recommendation", "Viewing", "Webhooks", "Documents",
                "SQLiteDocuments", "SQLiteSpeech", "Media", "MediaTools", "Kernel",
            ],
            [.hummingbird, .hummingbirdTesting, .httpTypes, .nioCore, .nioPosix]),
        .testTarget(
            name: "HouseTests", dependencies: ["Kinora", "KinoraAccounts", "KinoraBilling", "KinoraDocuments", "KinoraKernel"],
            path: "Tests/HouseTests",
            swiftSettings: .house),
        .testTarget(
            name: "KinoraTests",
            dependencies: [
                "Kinora", "KinoraWebsite", "KinoraDelivery", "KinoraGate", "KinoraAccounts", "KinoraBilling", "KinoraPreparation",
                "KinoraViewing",
                "KinoraCatalogue", "KinoraRecommendation", "KinoraSQLiteDocuments", "KinoraSQLiteSpeech",
                "KinoraMedia", "KinoraDocuments", "KinoraKernel", "KinoraBolt", "KinoraNeo4jGraph", "KinoraGraphServer",
                "KinoraCertificates", .crypto,
                .logging, .asyncHTTPClient, .nioHTTP1, .nioPosix, .nioSSL,
                .hummingbird, .hummingbirdTesting, .httpTypes,
                .nioCore,
            ],
            path: "Tests/KinoraTests",
            swiftSettings: .house),
        .testTarget(
            name: "PlaybackTests",
            dependencies: ["Kinora", "KinoraMedia", "KinoraKernel", .subprocess],
            path: "Tests/PlaybackTests",
            swiftSettings: .house
        ),
    ],
    swiftLanguageModes: [.v6]
)

extension Target {
    /// A target whose folder bears its name and whose module adds the prefix `Kinora`.
    static func room(
        _ name: String, over lower: [String], _ products: [Dependency], path: String? = nil, resources: [Resource] = []
    ) -> Target {
        .target(
            name: "Kinora\(name)",
            dependencies: lower.map { .target(name: "Kinora\($0)") } + products,
            path: path ?? "Sources/\(name)",
            resources: resources,
            swiftSettings: .house
        )
    }

    static func tests(_ name: String, over lower: [String], _ products: [Dependency] = []) -> Target {
        .testTarget(
            name: "\(name)Tests",
            dependencies: [.target(name: "Kinora\(name)")] + lower.map { .target(name: "Kinora\($0)") } + products,
            path: "Tests/\(name)Tests",
            swiftSettings: .house
        )
    }
}

extension [SwiftSetting] {
    static var house: [SwiftSetting] {
        [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .treatAllWarnings(as: .error),
        ]
    }
}

extension Target.Dependency {
    static var argumentParser: Self { .product(name: "ArgumentParser", package: "swift-argument-parser") }
    static var configuration: Self { .product(name: "Configuration", package: "swift-configuration") }
    static var asyncHTTPClient: Self { .product(name: "AsyncHTTPClient", package: "async-http-client") }
    static var crypto: Self { .product(name: "Crypto", package: "swift-crypto") }
    static var cryptoExtras: Self { .product(name: "CryptoExtras", package: "swift-crypto") }
    static var grdb: Self { .product(name: "GRDB", package: "GRDB.swift") }
    static var grdbSQLite: Self { .product(name: "GRDBSQLite", package: "GRDB.swift") }
    static var httpTypes: Self { .product(name: "HTTPTypes", package: "swift-http-types") }
    static var hummingbird: Self { .product(name: "Hummingbird", package: "hummingbird") }
    static var hummingbirdCore: Self { .product(name: "HummingbirdCore", package: "hummingbird") }
    static var hummingbirdHTTP2: Self { .product(name: "HummingbirdHTTP2", package: "hummingbird") }
    static var hummingbirdTesting: Self { .product(name: "HummingbirdTesting", package: "hummingbird") }
    static var jwtKit: Self { .product(name: "JWTKit", package: "jwt-kit") }
    static var logging: Self { .product(name: "Logging", package: "swift-log") }
    static var mustache: Self { .product(name: "Mustache", package: "swift-mustache") }
    static var nioCore: Self { .product(name: "NIOCore", package: "swift-nio") }
    static var nioEmbedded: Self { .product(name: "NIOEmbedded", package: "swift-nio") }
    static var nioHTTP1: Self { .product(name: "NIOHTTP1", package: "swift-nio") }
    static var nioHTTPTypes: Self { .product(name: "NIOHTTPTypes", package: "swift-nio-extras") }
    static var nioHTTPTypesHTTP1: Self { .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras") }
    static var nioPosix: Self { .product(name: "NIOPosix", package: "swift-nio") }
    static var nioFileSystem: Self { .product(name: "_NIOFileSystem", package: "swift-nio") }
    static var nioTLS: Self { .product(name: "NIOTLS", package: "swift-nio") }
    static var nioCertificates: Self { .product(name: "NIOCertificateReloading", package: "swift-nio-extras") }
    static var nioSSL: Self { .product(name: "NIOSSL", package: "swift-nio-ssl") }
    static var serviceLifecycle: Self { .product(name: "ServiceLifecycle", package: "swift-service-lifecycle") }
    static var unixSignals: Self { .product(name: "UnixSignals", package: "swift-service-lifecycle") }
    static var subprocess: Self { .product(name: "Subprocess", package: "swift-subprocess") }
    static var swiftASN1: Self { .product(name: "SwiftASN1", package: "swift-asn1") }
    static var x509: Self { .product(name: "X509", package: "swift-certificates") }
    static var systemPackage: Self { .product(name: "SystemPackage", package: "swift-system") }
}
