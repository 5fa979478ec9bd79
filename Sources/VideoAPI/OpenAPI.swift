import KinoraDocuments

extension VideoAPI {
    var openAPI: Value { ["openapi": "3.1.0"] }
}
