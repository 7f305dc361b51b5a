// Sends Microsoft Teams and the Optimize and Allow endpoints of Microsoft 365 where the site's configuration says, see below.
//
// Made by pacgen 0.1.0 - do not edit: make it again instead.
//   endpoint data  Worldwide 2026081400
//   preset         m365-optimize-allow
//   proxy          PROXY proxy.example.com:8080
//   policy         sha256 54ff040ef81369380781f4bf98a5da652ae0e29649a34883841c8f539e6f4fb8
//   rules          9 host patterns DIRECT, 54 through the proxy; 103 address ranges
//
// Of all rules that match a host the most specific decides, whatever their order here: an exact
// name before any wildcard, then the wildcard with more fixed labels.
// "*.example.com" means every host below example.com, not example.com itself.
// The comment behind a rule names the endpoint sets that ask for it, as numbered in
// https://endpoints.office.com/endpoints/Worldwide
//
// Not here by name, since nothing that asks a PAC file uses their ports: Exchange set 2 (TCP 143,
// 587, 993, 995); Exchange set 10 (TCP 25); Teams set 11 (UDP 3478, 3479, 3480, 3481). Only a
// firewall can let them pass.

var pacgenDefault = "PROXY proxy.example.com:8080";
var pacgenDirect = "DIRECT";
var pacgenRoute2 = "PROXY clean.example.com:8080";
var pacgenRoute3 = "PROXY ftp.example.com:2121";
// By port and scheme, for every host that no rule is about.
var pacgenOthers = {"ports": [[0, 999999999, {"ftp:": pacgenRoute3}]]};

// Hosts by their exact name; those without a dot get one, so that none is mistaken for what every
// object inherits.
var pacgenNames = {
    "build.example.com": {"ports": [[8443, 8443, {"http:": pacgenDirect, "https:": pacgenDirect}]]}, // http/https port 8443: build servers
    "office.live.com": pacgenRoute2, // Common set 46, Allow, required
    "cdn.odc.officeapps.live.com": pacgenDefault, // Common sets 91, 160, Default, required; not selected, though below *.officeapps.live.com
    "cdn.uci.officeapps.live.com": pacgenDefault, // Common set 160, Default, required; not selected, though below *.officeapps.live.com
    "compliance.microsoft.com": pacgenRoute2, // Common set 64, Allow, required
    "defender.microsoft.com": pacgenRoute2, // Common set 64, Allow, required
    "graph.microsoft.com": pacgenRoute2, // Common set 56, Allow, required
    "login.microsoft.com": pacgenDefault, // sign-in, for tenant restrictions
    "purview.microsoft.com": pacgenRoute2, // Common set 64, Allow, required
    "security.microsoft.com": pacgenRoute2, // Common set 64, Allow, required
    "teams.microsoft.com": pacgenRoute2, // Teams set 12, Allow, required
    "autologon.microsoftazuread-sso.com": pacgenRoute2, // Common set 56, Allow, required
    "adminwebservice.microsoftonline.com": pacgenRoute2, // Common set 56, Allow, required
    "becws.microsoftonline.com": pacgenRoute2, // Common set 56, Allow, required
    "companymanager.microsoftonline.com": pacgenRoute2, // Common set 56, Allow, required
    "login.microsoftonline.com": pacgenDefault, // sign-in, for tenant restrictions
    "ccs.login.microsoftonline.com": pacgenRoute2, // Common set 56, Allow, required
    "device.login.microsoftonline.com": pacgenRoute2, // Common set 56, Allow, required
    "login-us.microsoftonline.com": pacgenRoute2, // Common set 56, Allow, required
    "logincert.microsoftonline.com": pacgenRoute2, // Common set 56, Allow, required
    "loginex.microsoftonline.com": pacgenRoute2, // Common set 56, Allow, required
    "passwordreset.microsoftonline.com": pacgenRoute2, // Common set 56, Allow, required
    "api.passwordreset.microsoftonline.com": pacgenRoute2, // Common set 56, Allow, required
    "provisioningapi.microsoftonline.com": pacgenRoute2, // Common set 56, Allow, required
    "login.microsoftonline-p.com": pacgenRoute2, // Common set 56, Allow, required
    "nexus.microsoftonline-p.com": pacgenRoute2, // Common set 56, Allow, required
    "outlook.office.com": pacgenDirect, // Exchange set 1, Optimize, required
    "protection.office.com": pacgenRoute2, // Common set 64, Allow, required
    "outlook.office365.com": pacgenDirect, // Exchange set 1, Optimize, required
    "contoso.sharepoint.com": pacgenDirect, // SharePoint set 31, Optimize, required
    "contoso-my.sharepoint.com": pacgenDirect, // SharePoint set 31, Optimize, required
    "join.secure.skypeassets.com": pacgenDefault, // Teams set 27, Default, required
    "adl.windows.com": pacgenDefault, // Teams set 19, Default, optional
    "account.activedirectory.windowsazure.com": pacgenRoute2, // Common set 56, Allow, required
    "localhost.": pacgenDirect, // this computer
    "outlook.cloud.microsoft": pacgenDirect, // Exchange set 1, Optimize, required
    "teams.cloud.microsoft": pacgenRoute2, // Teams set 12, Allow, required
    "aka.ms": pacgenDefault, // Teams set 17, Default, required
    "mlccdnprod.azureedge.net": pacgenDefault, // Teams set 27, Default, required
    "clientconfig.microsoftonline-p.net": pacgenRoute2, // Common set 56, Allow, required
    "accounts.accesscontrol.windows.net": pacgenRoute2, // Common set 56, Allow, required
    "graph.windows.net": pacgenRoute2, // Common set 56, Allow, required
    "login.windows.net": pacgenDefault // sign-in, for tenant restrictions
};

// Hosts by the end of their name. 1: no rule here, but some below.
var pacgenDomains = {
    ".com": 1,
    ".example.com": {"stars": [/^[\s\S]*-cache\.example\.com$/, {"ports": [[8443, 8443, {"http:": pacgenDirect, "https:": pacgenDirect}]]}], "below": 0}, // *-cache.example.com: http/https port 8443: build servers
    ".live.com": 1,
    ".officeapps.live.com": pacgenRoute2, // Common set 46, Allow, required
    ".odc.officeapps.live.com": 1,
    ".uci.officeapps.live.com": 1,
    ".lync.com": pacgenRoute2, // Teams set 12, Allow, required
    ".microsoft.com": 1,
    ".auth.microsoft.com": pacgenRoute2, // Common set 56, Allow, required
    ".security.microsoft.com": pacgenRoute2, // Common set 64, Allow, required
    ".teams.microsoft.com": pacgenRoute2, // Teams set 12, Allow, required
    ".gcc.teams.microsoft.com": 1,
    ".ml.gcc.teams.microsoft.com": 1,
    ".cdn.ml.gcc.teams.microsoft.com": pacgenDefault, // town halls and live events
    ".microsoftazuread-sso.com": 1,
    ".microsoftonline.com": 1,
    ".login.microsoftonline.com": 1,
    ".passwordreset.microsoftonline.com": 1,
    ".microsoftonline-p.com": 1,
    ".msftidentity.com": pacgenRoute2, // Common set 56, Allow, required
    ".msidentity.com": pacgenRoute2, // Common set 56, Allow, required
    ".office.com": 1,
    ".online.office.com": pacgenRoute2, // Common set 46, Allow, required
    ".protection.office.com": pacgenRoute2, // Common set 64, Allow, required
    ".office365.com": 1,
    ".outlook.com": 1,
    ".protection.outlook.com": pacgenRoute2, // Exchange set 9, Allow, required
    ".sharepoint.com": 1,
    ".skype.com": pacgenDefault, // Teams set 127, Default, required
    ".skypeassets.com": 1,
    ".secure.skypeassets.com": 1,
    ".windows.com": 1,
    ".windowsazure.com": 1,
    ".activedirectory.windowsazure.com": 1,
    ".localhost": pacgenDirect, // this computer
    ".microsoft": 1,
    ".cloud.microsoft": 1,
    ".teams.cloud.microsoft": pacgenRoute2, // Teams set 12, Allow, required
    ".ms": 1,
    ".net": 1,
    ".azure.net": 1,
    ".media.azure.net": pacgenDefault, // town halls and live events
    ".azureedge.net": 1,
    ".microsoftonline-p.net": 1,
    ".office.net": 1,
    ".cdn.office.net": 1,
    ".bmc.cdn.office.net": pacgenDefault, // town halls and live events
    ".ml.cdn.office.net": pacgenDefault, // town halls and live events
    ".windows.net": 1,
    ".accesscontrol.windows.net": 1,
    ".mediaservices.windows.net": 1,
    ".keydelivery.mediaservices.windows.net": pacgenDefault, // Teams set 16, Default, required
    ".streaming.mediaservices.windows.net": pacgenDefault // Teams set 16, Default, required
};

// IPv4 literals: first and last address of a range, and its route; in ascending order.
var pacgenIPv4 = [
    [0x0a000000, 0x0a41ffff, pacgenDirect], // 10.0.0.0/8: our own addresses
    [0x0a420000, 0x0a42ffff, {"ports": [[0, 442, {":": pacgenDirect}], [443, 443, {":": pacgenRoute2}], [444, 7999, {":": pacgenDirect}], [8000, 8099, {":": pacgenRoute2}], [8100, 999999999, {":": pacgenDirect}]]}], // 10.66.0.0/16: port 443, 8000-8099: the lab's web servers; 10.0.0.0/8: our own addresses
    [0x0a430000, 0x0affffff, pacgenDirect], // 10.0.0.0/8: our own addresses
    [0x0d6b0698, 0x0d6b0699, pacgenDirect], // 13.107.6.152/31: Exchange set 1, Optimize, required
    [0x0d6b06ab, 0x0d6b06ab, pacgenRoute2], // 13.107.6.171/32: Common set 46, Allow, required
    [0x0d6b06c0, 0x0d6b06c0, pacgenRoute2], // 13.107.6.192/32: Common set 64, Allow, required
    [0x0d6b09c0, 0x0d6b09c0, pacgenRoute2], // 13.107.9.192/32: Common set 64, Allow, required
    [0x0d6b120a, 0x0d6b120b, pacgenDirect], // 13.107.18.10/31: Exchange set 1, Optimize, required
    [0x0d6b120f, 0x0d6b120f, pacgenRoute2], // 13.107.18.15/32: Common set 46, Allow, required
    [0x0d6b8000, 0x0d6b83ff, pacgenDirect], // 13.107.128.0/22: Exchange set 1, Optimize, required
    [0x0d6b8800, 0x0d6b8bff, pacgenDirect], // 13.107.136.0/22: SharePoint set 31, Optimize, required
    [0x0d6b8c06, 0x0d6b8c06, pacgenRoute2], // 13.107.140.6/32: Common set 46, Allow, required
    [0x14142000, 0x14143fff, pacgenRoute2], // 20.20.32.0/19: Common set 56, Allow, required
    [0x14be8000, 0x14bebfff, pacgenRoute2], // 20.190.128.0/18: Common set 56, Allow, required
    [0x14e78000, 0x14e79fff, pacgenRoute2], // 20.231.128.0/19: Common set 56, Allow, required
    [0x1767a000, 0x1767afff, pacgenDirect], // 23.103.160.0/20: Exchange set 1, Optimize, required
    [0x285c0000, 0x285dffff, pacgenRoute2], // 40.92.0.0/15: Exchange set 9, Allow, required
    [0x28600000, 0x2869ffff, pacgenDirect], // 40.96.0.0/13, 40.104.0.0/15: Exchange set 1, Optimize, required
    [0x286b0000, 0x286bffff, pacgenRoute2], // 40.107.0.0/16: Exchange set 9, Allow, required
    [0x286c8000, 0x286cffff, pacgenDirect], // 40.108.128.0/17: SharePoint set 31, Optimize, required
    [0x287e0000, 0x287e3fff, pacgenRoute2], // 40.126.0.0/18: Common set 56, Allow, required
    [0x34600000, 0x3463ffff, pacgenDirect], // 52.96.0.0/14: Exchange set 1, Optimize, required
    [0x34640000, 0x3467ffff, pacgenRoute2], // 52.100.0.0/14: Exchange set 9, Allow, required
    [0x34680000, 0x346bffff, pacgenDirect], // 52.104.0.0/14: SharePoint set 31, Optimize, required
    [0x346c0000, 0x346fffff, pacgenRoute2], // 52.108.0.0/14: Common set 46, Allow, required
    [0x34700000, 0x3473ffff, pacgenDirect], // 52.112.0.0/14: Teams set 11, Optimize, required; Teams set 12, Allow, required
    [0x347a0000, 0x347bffff, pacgenDirect], // 52.122.0.0/15: Teams set 11, Optimize, required; Teams set 12, Allow, required
    [0x34ee4e58, 0x34ee4e58, pacgenRoute2], // 52.238.78.88/32: Exchange set 9, Allow, required
    [0x34f425a8, 0x34f425a8, pacgenRoute2], // 52.244.37.168/32: Common set 46, Allow, required
    [0x682f0000, 0x682f7fff, pacgenRoute2], // 104.47.0.0/17: Exchange set 9, Allow, required
    [0x68928000, 0x6892ffff, pacgenDirect], // 104.146.128.0/17: SharePoint set 31, Optimize, required
    [0x7f000000, 0x7fffffff, pacgenDirect], // 127.0.0.0/8: this computer
    [0x83fd21d7, 0x83fd21d7, pacgenDirect], // 131.253.33.215/32: Exchange set 1, Optimize, required
    [0x84f50000, 0x84f5ffff, pacgenDirect], // 132.245.0.0/16: Exchange set 1, Optimize, required
    [0x96ab2000, 0x96ab23ff, pacgenDirect], // 150.171.32.0/22: Exchange set 1, Optimize, required
    [0x96ab2800, 0x96ab2bff, pacgenDirect], // 150.171.40.0/22: SharePoint set 31, Optimize, required
    [0xa9fe0000, 0xa9feffff, pacgenDirect], // 169.254.0.0/16: this link only
    [0xac100000, 0xac1fffff, pacgenDirect], // 172.16.0.0/12: our own addresses
    [0xc0a80000, 0xc0a8ffff, pacgenDirect], // 192.168.0.0/16: our own addresses
    [0xc6336400, 0xc63364ff, pacgenDirect], // 198.51.100.0/24: our own addresses
    [0xcc4fc5d7, 0xcc4fc5d7, pacgenDirect] // 204.79.197.215/32: Exchange set 1, Optimize, required
];

// IPv6 literals, likewise, as the hexadecimal digits that tell; "g" is after every digit.
var pacgenIPv6 = [
    // ::1/128: this computer
    ["00000000000000000000000000000001", "00000000000000000000000000000001", pacgenDirect],
    // 2603:1006::/40: Exchange set 1, Optimize, required
    ["26031006", "2603100600g", pacgenDirect],
    // 2603:1006:1400::/40: Common set 46, Allow, required
    ["2603100614", "2603100614g", pacgenRoute2],
    // 2603:1006:2000::/48: Common set 56, Allow, required
    ["260310062", "260310062000g", pacgenRoute2],
    // 2603:1007:200::/48: Common set 56, Allow, required
    ["2603100702", "260310070200g", pacgenRoute2],
    // 2603:1016::/36: Exchange set 1, Optimize, required
    ["26031016", "260310160g", pacgenDirect],
    // 2603:1016:1400::/48: Common set 56, Allow, required
    ["2603101614", "260310161400g", pacgenRoute2],
    // 2603:1016:2400::/40: Common set 46, Allow, required
    ["2603101624", "2603101624g", pacgenRoute2],
    // 2603:1017::/48: Common set 56, Allow, required
    ["26031017", "260310170000g", pacgenRoute2],
    // 2603:1026::/36: Exchange set 1, Optimize, required
    ["26031026", "260310260g", pacgenDirect],
    // 2603:1026:2400::/40: Common set 46, Allow, required
    ["2603102624", "2603102624g", pacgenRoute2],
    // 2603:1026:3000::/48: Common set 56, Allow, required
    ["260310263", "260310263000g", pacgenRoute2],
    // 2603:1027::/48: Teams set 12, Allow, required; 2603:1027:1::/48: Common set 56, Allow, required
    ["26031027", "260310270001g", pacgenRoute2],
    // 2603:1036::/36: Exchange set 1, Optimize, required
    ["26031036", "260310360g", pacgenDirect],
    // 2603:1036:2400::/40: Common set 46, Allow, required
    ["2603103624", "2603103624g", pacgenRoute2],
    // 2603:1036:3000::/48: Common set 56, Allow, required
    ["260310363", "260310363000g", pacgenRoute2],
    // 2603:1037::/48: Teams set 12, Allow, required; 2603:1037:1::/48: Common set 56, Allow, required
    ["26031037", "260310370001g", pacgenRoute2],
    // 2603:1046::/36: Exchange set 1, Optimize, required
    ["26031046", "260310460g", pacgenDirect],
    // 2603:1046:1400::/40: Common set 46, Allow, required
    ["2603104614", "2603104614g", pacgenRoute2],
    // 2603:1046:2000::/48: Common set 56, Allow, required
    ["260310462", "260310462000g", pacgenRoute2],
    // 2603:1047::/48: Teams set 12, Allow, required; 2603:1047:1::/48: Common set 56, Allow, required
    ["26031047", "260310470001g", pacgenRoute2],
    // 2603:1056::/36: Exchange set 1, Optimize, required
    ["26031056", "260310560g", pacgenDirect],
    // 2603:1056:1400::/40: Common set 46, Allow, required
    ["2603105614", "2603105614g", pacgenRoute2],
    // 2603:1056:2000::/48: Common set 56, Allow, required
    ["260310562", "260310562000g", pacgenRoute2],
    // 2603:1057::/48: Teams set 12, Allow, required
    ["26031057", "260310570000g", pacgenRoute2],
    // 2603:1057:2::/48: Common set 56, Allow, required
    ["260310570002", "260310570002g", pacgenRoute2],
    // 2603:1061:1300::/40: SharePoint set 31, Optimize, required
    ["2603106113", "2603106113g", pacgenDirect],
    // 2603:1063::/38: Teams set 11, Optimize, required; Teams set 12, Allow, required
    ["26031063", "2603106303g", pacgenDirect],
    // 2603:1063:2000::/38: Common set 46, Allow, required
    ["260310632", "2603106323g", pacgenRoute2],
    // 2603:1063:6000::/35: SharePoint set 31, Optimize, required
    ["260310636", "260310637g", pacgenDirect],
    // 2620:1ec:4::152/128, 2620:1ec:4::153/128: Exchange set 1, Optimize, required
    ["262001ec000400000000000000000152", "262001ec000400000000000000000153", pacgenDirect],
    // 2620:1ec:4::192/128: Common set 64, Allow, required
    ["262001ec000400000000000000000192", "262001ec000400000000000000000192", pacgenRoute2],
    // 2620:1ec:6::/48: Teams set 12, Allow, required
    ["262001ec0006", "262001ec0006g", pacgenRoute2],
    // 2620:1ec:c::10/128, 2620:1ec:c::11/128: Exchange set 1, Optimize, required
    ["262001ec000c0000000000000000001", "262001ec000c00000000000000000011", pacgenDirect],
    // 2620:1ec:c::15/128: Common set 46, Allow, required
    ["262001ec000c00000000000000000015", "262001ec000c00000000000000000015", pacgenRoute2],
    // 2620:1ec:d::10/128, 2620:1ec:d::11/128: Exchange set 1, Optimize, required
    ["262001ec000d0000000000000000001", "262001ec000d00000000000000000011", pacgenDirect],
    // 2620:1ec:40::/42: Teams set 12, Allow, required
    ["262001ec004", "262001ec007g", pacgenRoute2],
    // 2620:1ec:8f0::/46: Exchange set 1, Optimize, required
    ["262001ec08f", "262001ec08f3g", pacgenDirect],
    // 2620:1ec:8f8::/46: SharePoint set 31, Optimize, required
    ["262001ec08f8", "262001ec08fbg", pacgenDirect],
    // 2620:1ec:8fc::6/128: Common set 46, Allow, required
    ["262001ec08fc00000000000000000006", "262001ec08fc00000000000000000006", pacgenRoute2],
    // 2620:1ec:900::/46: Exchange set 1, Optimize, required
    ["262001ec09", "262001ec0903g", pacgenDirect],
    // 2620:1ec:908::/46: SharePoint set 31, Optimize, required
    ["262001ec0908", "262001ec090bg", pacgenDirect],
    // 2620:1ec:a92::152/128, 2620:1ec:a92::153/128: Exchange set 1, Optimize, required
    ["262001ec0a9200000000000000000152", "262001ec0a9200000000000000000153", pacgenDirect],
    // 2620:1ec:a92::171/128: Common set 46, Allow, required
    ["262001ec0a9200000000000000000171", "262001ec0a9200000000000000000171", pacgenRoute2],
    // 2620:1ec:a92::192/128: Common set 64, Allow, required
    ["262001ec0a9200000000000000000192", "262001ec0a9200000000000000000192", pacgenRoute2],
    // 2a01:111:f100:2000::a83e:3019/128: Common set 46, Allow, required
    ["2a010111f100200000000000a83e3019", "2a010111f100200000000000a83e3019", pacgenRoute2],
    // 2a01:111:f100:2002::8975:2d79/128: Common set 46, Allow, required
    ["2a010111f10020020000000089752d79", "2a010111f10020020000000089752d79", pacgenRoute2],
    // 2a01:111:f100:2002::8975:2da8/128: Common set 46, Allow, required
    ["2a010111f10020020000000089752da8", "2a010111f10020020000000089752da8", pacgenRoute2],
    // 2a01:111:f100:7000::6fdd:6cd5/128: Common set 46, Allow, required
    ["2a010111f1007000000000006fdd6cd5", "2a010111f1007000000000006fdd6cd5", pacgenRoute2],
    // 2a01:111:f100:a004::bfeb:88cf/128: Common set 46, Allow, required
    ["2a010111f100a00400000000bfeb88cf", "2a010111f100a00400000000bfeb88cg", pacgenRoute2],
    // 2a01:111:f400::/48: Exchange set 9, Allow, required
    ["2a010111f4", "2a010111f400g", pacgenRoute2],
    // 2a01:111:f402::/48: SharePoint set 31, Optimize, required
    ["2a010111f402", "2a010111f402g", pacgenDirect],
    // 2a01:111:f403::/48: Exchange set 9, Allow, required
    ["2a010111f403", "2a010111f403g", pacgenRoute2],
    // fc00::/7: our own addresses
    ["fc", "fdg", pacgenDirect],
    // fe80::/10: this link only
    ["fe8", "febg", pacgenDirect]
];

function FindProxyForURL(url, host) {
    var route = pacgenLookup(url, host);
    while (route.ports) {
        route = pacgenCase(route, url, route === pacgenOthers ? pacgenDefault : pacgenOthers);
    }
    return route;
}

function pacgenLookup(url, host) {
    var name, code, route, rule, dot;
    if (!host) {
        return pacgenDefault;
    }
    name = host.toLowerCase();
    code = name.charCodeAt(name.length - 1);
    // Ends in a dot, a digit or "]": perhaps an address.
    if (code < 58 || code === 93) {
        if (code === 46) {
            name = name.substring(0, name.length - 1);
        }
        route = pacgenAddress(name, pacgenIPv4, pacgenIPv6);
        if (route !== void 0) {
            return route || pacgenOthers;
        }
    }
    dot = name.lastIndexOf(".");
    if (dot < 0) {
        return pacgenPlain(name, url);
    }
    // From the top-level domain downwards, as long as there are rules below.
    route = pacgenOthers;
    do {
        rule = pacgenDomains[name.substring(dot)];
        if (!rule) {
            return route;
        }
        if (rule !== 1) {
            route = typeof rule === "string" ? rule : pacgenApply(rule, name, url, route);
        }
        dot = dot > 0 ? name.lastIndexOf(".", dot - 1) : -1;
    } while (dot >= 0);
    rule = pacgenNames[name];
    return rule ? pacgenApply(rule, name, url, route) : route;
}

// A host without a dot: an IPv6 literal (or what looks like one), a rule's host, an intranet name.
function pacgenPlain(name, url) {
    var rule, key;
    if (!name) {
        return pacgenDefault;
    }
    rule = pacgenAddress(name, pacgenIPv4, pacgenIPv6);
    if (rule !== void 0 || name.indexOf(":") >= 0) {
        return rule || pacgenOthers;
    }
    key = name + ".";
    rule = pacgenNames[key];
    return rule ? pacgenApply(rule, name, url, pacgenDirect) :
        pacgenDirect;
}

// What an entry says about a host and its URL; the route so far where it says nothing.
function pacgenApply(rule, name, url, route) {
    var i, found;
    if (rule.stars) {
        // The most specific pattern comes first.
        for (i = 0; i < rule.stars.length; i += 2) {
            if (rule.stars[i].test(name)) {
                found = pacgenApply(rule.stars[i + 1], name, url, 0);
                if (found) {
                    return found;
                }
            }
        }
        rule = rule.below;
    }
    return rule && rule.ports ? pacgenCase(rule, url, route) : rule || route;
}

// What a table by port and scheme says about a URL; the route so far where it says nothing.
function pacgenCase(rule, url, route) {
    var parts = /^([^:\/?#]+):\/\/(?:[^\/?#]*@)?(?:\[[^\]]*\]|[^:\/?#]*)(?::([0-9]{1,9}))?/.exec(url) || ["", "", ""],
        scheme = parts[1].toLowerCase() + ":",
        found = pacgenFind(rule.ports, Number(parts[2] || pacgenPorts[scheme] || 0));
    return found && (found[scheme] || found[":"]) || route;
}

// The port of a URL that names none.
var pacgenPorts = {"http:": 80, "https:": 443, "ws:": 80, "wss:": 443, "ftp:": 21};

// What the tables say of an IP literal, with or without brackets: 0 for nothing; undefined for
// anything that is no IP literal.
function pacgenAddress(name, ipv4, ipv6) {
    var key = pacgenNumber(name);
    if (key < 0 && name.charAt(0) === "[" && name.charAt(name.length - 1) === "]") {
        name = name.substring(1, name.length - 1);
        key = pacgenNumber(name);
    }
    if (key >= 0) {
        return pacgenFind(ipv4, key);
    }
    key = name.indexOf(":") >= 0 && pacgenExpand(name);
    return key ? pacgenFind(ipv6, key) : void 0;
}

// An IPv4 address as a number; -1 for anything else, other ways to write one among it.
function pacgenNumber(text) {
    var parts;
    if (!/^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/.test(text)) {
        return -1;
    }
    parts = text.split(".");
    return ((parts[0] * 256 + +parts[1]) * 256 + +parts[2]) * 256 + +parts[3];
}

// An IPv6 address as 32 hexadecimal digits; "" for anything else.
function pacgenExpand(text) {
    var colon = text.lastIndexOf(":"), tail, halves, left, right, end, group, digits = "", i;
    if (text.indexOf(".") >= 0) {
        tail = pacgenNumber(text.substring(colon + 1));
        if (tail < 0) {
            return "";
        }
        text = text.substring(0, colon + 1) + (tail >>> 16).toString(16) + ":" +
            (tail & 65535).toString(16);
    }
    halves = text.split("::");
    left = halves[0] ? halves[0].split(":") : [];
    right = halves[1] ? halves[1].split(":") : [];
    end = 8 - right.length;
    if (halves.length > 2 || (halves.length === 2 ? left.length >= end : left.length !== end)) {
        return "";
    }
    for (i = 0; i < 8; i += 1) {
        group = i < left.length ? left[i] : i < end ? "0" : right[i - end];
        if (!/^[0-9a-f]{1,4}$/.test(group)) {
            return "";
        }
        digits += "000".substring(group.length - 1) + group;
    }
    return digits;
}

// What the range says that holds key, by halving; 0 where none does.
function pacgenFind(ranges, key) {
    var low = 0, high = ranges.length, middle, range;
    while (low < high) {
        middle = (low + high) >> 1;
        range = ranges[middle];
        if (key < range[0]) {
            high = middle;
        } else if (key > range[1]) {
            low = middle + 1;
        } else {
            return range[2];
        }
    }
    return 0;
}
