function FindProxyForURL(url, host) {
    // pacgen >>> rule f26f232b made by pacgen patch: asks the list at the end of this file
    if (pacgenIsDirect && pacgenIsDirect(host)) { return "DIRECT"; }
    /* pacgen <<< rule */
    return "PROXY p.example:8080";
}
// pacgen >>> list 02e1f53e made by pacgen patch: do not edit up to the next mark
// Hosts that go DIRECT before any other rule of this file: Microsoft Teams and Microsoft 365.
//   endpoint data  Worldwide 2026081400
//   preset         m365-optimize-allow
// Do not edit: "pacgen patch" writes these lines anew, "pacgen patch --remove" takes them out.
// The comment behind a host names the endpoint sets that ask for it, as numbered in
// https://endpoints.office.com/endpoints/Worldwide
var pacgenIsDirect = (function () {
    // ".example.com": every host below example.com. 1: DIRECT, 0: as the rest of this file says.
    // The most specific entry decides.
    var hosts = {
        "office.live.com": 1, // Common set 46, Allow, required
        ".officeapps.live.com": 1, // Common set 46, Allow, required
        "cdn.odc.officeapps.live.com": 0, // Common sets 91, 160, Default, required; not selected, though below *.officeapps.live.com
        "cdn.uci.officeapps.live.com": 0, // Common set 160, Default, required; not selected, though below *.officeapps.live.com
        ".lync.com": 1, // Teams set 12, Allow, required
        ".auth.microsoft.com": 1, // Common set 56, Allow, required
        "compliance.microsoft.com": 1, // Common set 64, Allow, required
        "defender.microsoft.com": 1, // Common set 64, Allow, required
        "graph.microsoft.com": 1, // Common set 56, Allow, required
        "login.microsoft.com": 1, // Common set 56, Allow, required
        "purview.microsoft.com": 1, // Common set 64, Allow, required
        "security.microsoft.com": 1, // Common set 64, Allow, required
        ".security.microsoft.com": 1, // Common set 64, Allow, required
        "teams.microsoft.com": 1, // Teams set 12, Allow, required
        ".teams.microsoft.com": 1, // Teams set 12, Allow, required
        "autologon.microsoftazuread-sso.com": 1, // Common set 56, Allow, required
        "adminwebservice.microsoftonline.com": 1, // Common set 56, Allow, required
        "becws.microsoftonline.com": 1, // Common set 56, Allow, required
        "companymanager.microsoftonline.com": 1, // Common set 56, Allow, required
        "login.microsoftonline.com": 1, // Common set 56, Allow, required
        "ccs.login.microsoftonline.com": 1, // Common set 56, Allow, required
        "device.login.microsoftonline.com": 1, // Common set 56, Allow, required
        "login-us.microsoftonline.com": 1, // Common set 56, Allow, required
        "logincert.microsoftonline.com": 1, // Common set 56, Allow, required
        "loginex.microsoftonline.com": 1, // Common set 56, Allow, required
        "passwordreset.microsoftonline.com": 1, // Common set 56, Allow, required
        "api.passwordreset.microsoftonline.com": 1, // Common set 56, Allow, required
        "provisioningapi.microsoftonline.com": 1, // Common set 56, Allow, required
        "login.microsoftonline-p.com": 1, // Common set 56, Allow, required
        "nexus.microsoftonline-p.com": 1, // Common set 56, Allow, required
        ".msftidentity.com": 1, // Common set 56, Allow, required
        ".msidentity.com": 1, // Common set 56, Allow, required
        ".online.office.com": 1, // Common set 46, Allow, required
        "outlook.office.com": 1, // Exchange set 1, Optimize, required
        "protection.office.com": 1, // Common set 64, Allow, required
        ".protection.office.com": 1, // Common set 64, Allow, required
        "outlook.office365.com": 1, // Exchange set 1, Optimize, required
        ".protection.outlook.com": 1, // Exchange set 9, Allow, required
        ".sharepoint.com": 1, // SharePoint set 31, Optimize, required
        ".skype.com": 1, // Teams set 127, Default, required
        "join.secure.skypeassets.com": 1, // Teams set 27, Default, required
        "adl.windows.com": 1, // Teams set 19, Default, optional
        "account.activedirectory.windowsazure.com": 1, // Common set 56, Allow, required
        "outlook.cloud.microsoft": 1, // Exchange set 1, Optimize, required
        "teams.cloud.microsoft": 1, // Teams set 12, Allow, required
        ".teams.cloud.microsoft": 1, // Teams set 12, Allow, required
        "aka.ms": 1, // Teams set 17, Default, required
        "mlccdnprod.azureedge.net": 1, // Teams set 27, Default, required
        "clientconfig.microsoftonline-p.net": 1, // Common set 56, Allow, required
        "accounts.accesscontrol.windows.net": 1, // Common set 56, Allow, required
        "graph.windows.net": 1, // Common set 56, Allow, required
        "login.windows.net": 1, // Common set 56, Allow, required
        ".keydelivery.mediaservices.windows.net": 1, // Teams set 16, Default, required
        ".streaming.mediaservices.windows.net": 1 // Teams set 16, Default, required
    };
    // IP literals: first and last address of each range, in ascending order.
    var ipv4 = [
        [0x0d6b0698, 0x0d6b0699], // 13.107.6.152/31: Exchange set 1, Optimize, required
        [0x0d6b06ab, 0x0d6b06ab], // 13.107.6.171/32: Common set 46, Allow, required
        [0x0d6b06c0, 0x0d6b06c0], // 13.107.6.192/32: Common set 64, Allow, required
        [0x0d6b09c0, 0x0d6b09c0], // 13.107.9.192/32: Common set 64, Allow, required
        [0x0d6b120a, 0x0d6b120b], // 13.107.18.10/31: Exchange set 1, Optimize, required
        [0x0d6b120f, 0x0d6b120f], // 13.107.18.15/32: Common set 46, Allow, required
        [0x0d6b8000, 0x0d6b83ff], // 13.107.128.0/22: Exchange set 1, Optimize, required
        [0x0d6b8800, 0x0d6b8bff], // 13.107.136.0/22: SharePoint set 31, Optimize, required
        [0x0d6b8c06, 0x0d6b8c06], // 13.107.140.6/32: Common set 46, Allow, required
        [0x14142000, 0x14143fff], // 20.20.32.0/19: Common set 56, Allow, required
        [0x14be8000, 0x14bebfff], // 20.190.128.0/18: Common set 56, Allow, required
        [0x14e78000, 0x14e79fff], // 20.231.128.0/19: Common set 56, Allow, required
        [0x1767a000, 0x1767afff], // 23.103.160.0/20: Exchange set 1, Optimize, required
        [0x285c0000, 0x285dffff], // 40.92.0.0/15: Exchange set 9, Allow, required
        [0x28600000, 0x2869ffff], // 40.96.0.0/13: Exchange set 1, Optimize, required; 40.104.0.0/15: Exchange set 1, Optimize, required
        [0x286b0000, 0x286bffff], // 40.107.0.0/16: Exchange set 9, Allow, required
        [0x286c8000, 0x286cffff], // 40.108.128.0/17: SharePoint set 31, Optimize, required
        [0x287e0000, 0x287e3fff], // 40.126.0.0/18: Common set 56, Allow, required
        [0x34600000, 0x3473ffff], // 52.96.0.0/14: Exchange set 1, Optimize, required; 52.100.0.0/14: Exchange set 9, Allow, required; 52.104.0.0/14: SharePoint set 31, Optimize, required; 52.108.0.0/14: Common set 46, Allow, required; 52.112.0.0/14: Teams set 11, Optimize, required; Teams set 12, Allow, required
        [0x347a0000, 0x347bffff], // 52.122.0.0/15: Teams set 11, Optimize, required; Teams set 12, Allow, required
        [0x34ee4e58, 0x34ee4e58], // 52.238.78.88/32: Exchange set 9, Allow, required
        [0x34f425a8, 0x34f425a8], // 52.244.37.168/32: Common set 46, Allow, required
        [0x682f0000, 0x682f7fff], // 104.47.0.0/17: Exchange set 9, Allow, required
        [0x68928000, 0x6892ffff], // 104.146.128.0/17: SharePoint set 31, Optimize, required
        [0x83fd21d7, 0x83fd21d7], // 131.253.33.215/32: Exchange set 1, Optimize, required
        [0x84f50000, 0x84f5ffff], // 132.245.0.0/16: Exchange set 1, Optimize, required
        [0x96ab2000, 0x96ab23ff], // 150.171.32.0/22: Exchange set 1, Optimize, required
        [0x96ab2800, 0x96ab2bff], // 150.171.40.0/22: SharePoint set 31, Optimize, required
        [0xcc4fc5d7, 0xcc4fc5d7] // 204.79.197.215/32: Exchange set 1, Optimize, required
    ];
    // Likewise, as 32 hexadecimal digits.
    var ipv6 = [
        // 2603:1006::/40: Exchange set 1, Optimize, required
        ["26031006000000000000000000000000", "2603100600ffffffffffffffffffffff"],
        // 2603:1006:1400::/40: Common set 46, Allow, required
        ["26031006140000000000000000000000", "2603100614ffffffffffffffffffffff"],
        // 2603:1006:2000::/48: Common set 56, Allow, required
        ["26031006200000000000000000000000", "260310062000ffffffffffffffffffff"],
        // 2603:1007:200::/48: Common set 56, Allow, required
        ["26031007020000000000000000000000", "260310070200ffffffffffffffffffff"],
        // 2603:1016::/36: Exchange set 1, Optimize, required
        ["26031016000000000000000000000000", "260310160fffffffffffffffffffffff"],
        // 2603:1016:1400::/48: Common set 56, Allow, required
        ["26031016140000000000000000000000", "260310161400ffffffffffffffffffff"],
        // 2603:1016:2400::/40: Common set 46, Allow, required
        ["26031016240000000000000000000000", "2603101624ffffffffffffffffffffff"],
        // 2603:1017::/48: Common set 56, Allow, required
        ["26031017000000000000000000000000", "260310170000ffffffffffffffffffff"],
        // 2603:1026::/36: Exchange set 1, Optimize, required
        ["26031026000000000000000000000000", "260310260fffffffffffffffffffffff"],
        // 2603:1026:2400::/40: Common set 46, Allow, required
        ["26031026240000000000000000000000", "2603102624ffffffffffffffffffffff"],
        // 2603:1026:3000::/48: Common set 56, Allow, required
        ["26031026300000000000000000000000", "260310263000ffffffffffffffffffff"],
        // 2603:1027::/48: Teams set 12, Allow, required; 2603:1027:1::/48: Common set 56, Allow, required
        ["26031027000000000000000000000000", "260310270001ffffffffffffffffffff"],
        // 2603:1036::/36: Exchange set 1, Optimize, required
        ["26031036000000000000000000000000", "260310360fffffffffffffffffffffff"],
        // 2603:1036:2400::/40: Common set 46, Allow, required
        ["26031036240000000000000000000000", "2603103624ffffffffffffffffffffff"],
        // 2603:1036:3000::/48: Common set 56, Allow, required
        ["26031036300000000000000000000000", "260310363000ffffffffffffffffffff"],
        // 2603:1037::/48: Teams set 12, Allow, required; 2603:1037:1::/48: Common set 56, Allow, required
        ["26031037000000000000000000000000", "260310370001ffffffffffffffffffff"],
        // 2603:1046::/36: Exchange set 1, Optimize, required
        ["26031046000000000000000000000000", "260310460fffffffffffffffffffffff"],
        // 2603:1046:1400::/40: Common set 46, Allow, required
        ["26031046140000000000000000000000", "2603104614ffffffffffffffffffffff"],
        // 2603:1046:2000::/48: Common set 56, Allow, required
        ["26031046200000000000000000000000", "260310462000ffffffffffffffffffff"],
        // 2603:1047::/48: Teams set 12, Allow, required; 2603:1047:1::/48: Common set 56, Allow, required
        ["26031047000000000000000000000000", "260310470001ffffffffffffffffffff"],
        // 2603:1056::/36: Exchange set 1, Optimize, required
        ["26031056000000000000000000000000", "260310560fffffffffffffffffffffff"],
        // 2603:1056:1400::/40: Common set 46, Allow, required
        ["26031056140000000000000000000000", "2603105614ffffffffffffffffffffff"],
        // 2603:1056:2000::/48: Common set 56, Allow, required
        ["26031056200000000000000000000000", "260310562000ffffffffffffffffffff"],
        // 2603:1057::/48: Teams set 12, Allow, required
        ["26031057000000000000000000000000", "260310570000ffffffffffffffffffff"],
        // 2603:1057:2::/48: Common set 56, Allow, required
        ["26031057000200000000000000000000", "260310570002ffffffffffffffffffff"],
        // 2603:1061:1300::/40: SharePoint set 31, Optimize, required
        ["26031061130000000000000000000000", "2603106113ffffffffffffffffffffff"],
        // 2603:1063::/38: Teams set 11, Optimize, required; Teams set 12, Allow, required
        ["26031063000000000000000000000000", "2603106303ffffffffffffffffffffff"],
        // 2603:1063:2000::/38: Common set 46, Allow, required
        ["26031063200000000000000000000000", "2603106323ffffffffffffffffffffff"],
        // 2603:1063:6000::/35: SharePoint set 31, Optimize, required
        ["26031063600000000000000000000000", "260310637fffffffffffffffffffffff"],
        // 2620:1ec:4::152/128: Exchange set 1, Optimize, required; 2620:1ec:4::153/128: Exchange set 1, Optimize, required
        ["262001ec000400000000000000000152", "262001ec000400000000000000000153"],
        // 2620:1ec:4::192/128: Common set 64, Allow, required
        ["262001ec000400000000000000000192", "262001ec000400000000000000000192"],
        // 2620:1ec:6::/48: Teams set 12, Allow, required
        ["262001ec000600000000000000000000", "262001ec0006ffffffffffffffffffff"],
        // 2620:1ec:c::10/128: Exchange set 1, Optimize, required; 2620:1ec:c::11/128: Exchange set 1, Optimize, required
        ["262001ec000c00000000000000000010", "262001ec000c00000000000000000011"],
        // 2620:1ec:c::15/128: Common set 46, Allow, required
        ["262001ec000c00000000000000000015", "262001ec000c00000000000000000015"],
        // 2620:1ec:d::10/128: Exchange set 1, Optimize, required; 2620:1ec:d::11/128: Exchange set 1, Optimize, required
        ["262001ec000d00000000000000000010", "262001ec000d00000000000000000011"],
        // 2620:1ec:40::/42: Teams set 12, Allow, required
        ["262001ec004000000000000000000000", "262001ec007fffffffffffffffffffff"],
        // 2620:1ec:8f0::/46: Exchange set 1, Optimize, required
        ["262001ec08f000000000000000000000", "262001ec08f3ffffffffffffffffffff"],
        // 2620:1ec:8f8::/46: SharePoint set 31, Optimize, required
        ["262001ec08f800000000000000000000", "262001ec08fbffffffffffffffffffff"],
        // 2620:1ec:8fc::6/128: Common set 46, Allow, required
        ["262001ec08fc00000000000000000006", "262001ec08fc00000000000000000006"],
        // 2620:1ec:900::/46: Exchange set 1, Optimize, required
        ["262001ec090000000000000000000000", "262001ec0903ffffffffffffffffffff"],
        // 2620:1ec:908::/46: SharePoint set 31, Optimize, required
        ["262001ec090800000000000000000000", "262001ec090bffffffffffffffffffff"],
        // 2620:1ec:a92::152/128: Exchange set 1, Optimize, required; 2620:1ec:a92::153/128: Exchange set 1, Optimize, required
        ["262001ec0a9200000000000000000152", "262001ec0a9200000000000000000153"],
        // 2620:1ec:a92::171/128: Common set 46, Allow, required
        ["262001ec0a9200000000000000000171", "262001ec0a9200000000000000000171"],
        // 2620:1ec:a92::192/128: Common set 64, Allow, required
        ["262001ec0a9200000000000000000192", "262001ec0a9200000000000000000192"],
        // 2a01:111:f100:2000::a83e:3019/128: Common set 46, Allow, required
        ["2a010111f100200000000000a83e3019", "2a010111f100200000000000a83e3019"],
        // 2a01:111:f100:2002::8975:2d79/128: Common set 46, Allow, required
        ["2a010111f10020020000000089752d79", "2a010111f10020020000000089752d79"],
        // 2a01:111:f100:2002::8975:2da8/128: Common set 46, Allow, required
        ["2a010111f10020020000000089752da8", "2a010111f10020020000000089752da8"],
        // 2a01:111:f100:7000::6fdd:6cd5/128: Common set 46, Allow, required
        ["2a010111f1007000000000006fdd6cd5", "2a010111f1007000000000006fdd6cd5"],
        // 2a01:111:f100:a004::bfeb:88cf/128: Common set 46, Allow, required
        ["2a010111f100a00400000000bfeb88cf", "2a010111f100a00400000000bfeb88cf"],
        // 2a01:111:f400::/48: Exchange set 9, Allow, required
        ["2a010111f40000000000000000000000", "2a010111f400ffffffffffffffffffff"],
        // 2a01:111:f402::/48: SharePoint set 31, Optimize, required; 2a01:111:f403::/48: Exchange set 9, Allow, required
        ["2a010111f40200000000000000000000", "2a010111f403ffffffffffffffffffff"]
    ];

    // Whether key lies in one of the ranges, by halving.
    function isIn(ranges, key) {
        var low = 0, high = ranges.length, middle;
        while (low < high) {
            middle = (low + high) >> 1;
            if (key < ranges[middle][0]) {
                high = middle;
            } else if (key > ranges[middle][1]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    // An IPv4 address as a number; -1 for anything else.
    function number(text) {
        var parts, i, sum = 0;
        if (!/^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}$/.test(text)) {
            return -1;
        }
        parts = text.split(".");
        for (i = 0; i < 4; i += 1) {
            if (+parts[i] > 255) {
                return -1;
            }
            sum = sum * 256 + +parts[i];
        }
        return sum;
    }

    // An IPv6 address as 32 hexadecimal digits; "" for anything else.
    function digits(text) {
        var colon = text.lastIndexOf(":"), tail, halves, left, right, all = "", i;
        if (text.indexOf(".") >= 0) {
            tail = number(text.substring(colon + 1));
            if (tail < 0) {
                return "";
            }
            text = text.substring(0, colon + 1) + (tail >>> 16).toString(16) + ":" +
                (tail & 65535).toString(16);
        }
        halves = text.split("::");
        left = halves[0] ? halves[0].split(":") : [];
        right = halves[1] ? halves[1].split(":") : [];
        i = left.length + right.length;
        if (halves.length > 2 || (halves.length === 2 ? i > 7 : i !== 8)) {
            return "";
        }
        for (; i < 8; i += 1) {
            left = left.concat("0");
        }
        left = left.concat(right);
        for (i = 0; i < 8; i += 1) {
            if (!/^[0-9a-f]{1,4}$/.test(left[i])) {
                return "";
            }
            all += "000".substring(left[i].length - 1) + left[i];
        }
        return all;
    }

    return function (host) {
        var name = ("" + (host || "")).toLowerCase(), last = name.length - 1, key, rule, dot, i;
        if (name.charAt(last) === ".") {
            name = name.substring(0, last);
        } else if (name.charAt(0) === "[" && name.charAt(last) === "]") {
            name = name.substring(1, last);
        }
        if (name.indexOf(":") >= 0) {
            key = digits(name);
            return key !== "" && isIn(ipv6, key);
        }
        key = number(name);
        if (key >= 0) {
            return isIn(ipv4, key);
        }
        // From the whole name to the top-level domain. Every key has a dot, and nothing that
        // objects inherit has one.
        dot = name.indexOf(".");
        key = dot < 0 ? "." : name;
        while (key !== "") {
            rule = hosts[key];
            if (rule === 0 || rule === 1) {
                return rule === 1;
            }
            // Patterns with a star inside, the most specific first, and what each means.
            for (i = 0; rule !== void 0 && i < rule.length; i += 2) {
                if (rule[i].test(name)) {
                    return rule[i + 1] === 1;
                }
            }
            key = dot < 0 ? "" : name.substring(dot);
            dot = name.indexOf(".", dot + 1);
        }
        return false;
    };
}());
/* pacgen <<< list */
